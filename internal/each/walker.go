package each

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/xpdata/entity"
)

// A Walker leads a visitor through telemetry. It is for one goroutine at a time and
// keeps nothing of what it has shown.
type Walker struct {
	visitor Visitor
	scratch []byte   // text of a number or of bytes while it is shown
	renames []rename // keys to change, of the maps that are being walked
}

// NewWalker returns a walker that shows texts to v.
func NewWalker(v Visitor) *Walker { return &Walker{visitor: v} }

// text shows what is no attribute value.
func (w *Walker) text(place Place, text string, set func(string)) {
	if text == "" {
		return
	}
	out, changed, drop := w.visitor.Text(At{Place: place}, text)
	switch {
	case drop:
		set("")
	case changed:
		set(out)
	}
}

func (w *Walker) name(place Place, name string, set func(string)) {
	if name == "" {
		return
	}
	if out, changed := w.visitor.Name(At{Place: place}, name); changed {
		set(out)
	}
}

func (w *Walker) traceState(state pcommon.TraceState) {
	w.text(TraceState, state.AsRaw(), state.FromRaw)
}

// schemaURL shows URLs that have a user, a query or a fragment. All others are the
// same for everybody, and tools compare them.
func (w *Walker) schemaURL(url string, set func(string)) {
	if strings.ContainsAny(url, "@?#") {
		w.text(SchemaURL, url, set)
	}
}

func (w *Walker) resource(r pcommon.Resource) {
	w.attributes(Resource, r.Attributes())
	for _, ref := range entity.ResourceEntityRefs(r).All() {
		w.schemaURL(ref.SchemaUrl(), ref.SetSchemaUrl)
		w.keys(ref.IdKeys())
		w.keys(ref.DescriptionKeys())
	}
}

// keys shows keys that refer to attributes of the resource.
func (w *Walker) keys(keys pcommon.StringSlice) {
	for i := range keys.Len() {
		if out, changed := w.visitor.Name(At{Place: Resource}, keys.At(i)); changed {
			keys.SetAt(i, out)
		}
	}
}

func (w *Walker) scope(s pcommon.InstrumentationScope) { w.attributes(Scope, s.Attributes()) }
