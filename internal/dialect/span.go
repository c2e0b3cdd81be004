package dialect

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Span is a span under translation: what a dialect's Fix and Shape see. It
// finds attributes without scanning the span again, and collects removals so
// that they cost one pass at the end.
type Span struct {
	ptrace.Span
	// Scope is the instrumentation scope's name.
	Scope string

	attrs   pcommon.Map
	dialect *Dialect
	found   []attribute
	dropped []string
	markers markers
	needs   uint64 // see Dialect.Needs
	// full says that the span has more attributes than are read.
	full bool
	// contested says that markers of several dialects claim the span.
	contested bool
	// rivals would claim the span by shape if it lost its markers.
	rivals []shaped
	// keep says that originals stay beside what they were translated to.
	keep     bool
	repaired bool
	glance   glance
	odd      [mcp.NumOddities]uint8
}

func (s *Span) reset(scope string, span ptrace.Span) {
	s.Span, s.Scope, s.attrs = span, scope, span.Attributes()
	s.found, s.dropped = s.found[:0], s.dropped[:0]
	s.dialect, s.markers, s.needs, s.contested, s.repaired, s.rivals = nil, 0, 0, false, false, nil
	s.full = false
	s.odd = [mcp.NumOddities]uint8{}
}

// maxScratch bounds what a pooled Span keeps for the next one.
const maxScratch = 256

// release forgets the span, so that a pooled Span does not keep it alive.
func (s *Span) release() {
	clear(s.found)
	clear(s.dropped)
	if cap(s.found) > maxScratch || cap(s.dropped) > maxScratch {
		s.found, s.dropped = nil, nil
	}
	s.Span, s.attrs, s.Scope, s.dialect, s.rivals = ptrace.Span{}, pcommon.Map{}, "", nil, nil
	s.glance.call.Reset()
}

func (s *Span) dialectID() ID {
	if s.dialect == nil {
		return Semconv
	}
	return s.dialect.id
}

// identified reports whether a convention attribute says what the span is.
func (s *Span) identified() bool { return s.markers&identity != 0 }

// speaksConventions reports whether the span says that it is MCP or GenAI
// telemetry, be it by an old name.
func (s *Span) speaksConventions() bool { return s.markers&(identity|oldGenAI) != 0 }

// value returns an attribute. Of a key that occurs twice the last value counts.
func (s *Span) value(key string) (pcommon.Value, bool) {
	for n := len(s.found); n > 0; n-- { // slices.Backward takes twice as long
		if a := &s.found[n-1]; a.key == key {
			return a.value, true
		}
	}
	if s.full && !slices.Contains(s.dropped, key) {
		return s.attrs.Get(key)
	}
	return pcommon.Value{}, false
}

// Has reports whether the span has an attribute that is not empty text.
func (s *Span) Has(key string) bool {
	v, ok := s.value(key)
	return ok && (v.Type() != pcommon.ValueTypeStr || v.Str() != "")
}

// HasPrefix reports whether the span has an indexed attribute whose key starts
// with prefix.
func (s *Span) HasPrefix(prefix string) bool {
	return slices.ContainsFunc(s.found, func(a attribute) bool { return strings.HasPrefix(a.key, prefix) })
}

// Text returns a string attribute, or "" if it is absent, no string, not valid
// UTF-8, or longer than is read.
func (s *Span) Text(key string) string {
	v, ok := s.value(key)
	if !ok || len(v.Str()) > maxJSON || !utf8.ValidString(v.Str()) {
		return ""
	}
	return v.Str()
}

// True reports whether an attribute is true, as a boolean or as the text "true".
func (s *Span) True(key string) bool {
	v, ok := s.value(key)
	if !ok {
		return false
	}
	return v.Type() == pcommon.ValueTypeBool && v.Bool() || v.Type() == pcommon.ValueTypeStr && v.Str() == "true"
}

// Put sets a text attribute unless the span already has it or text is empty.
func (s *Span) Put(key, text string) {
	if text != "" && !s.Has(key) {
		s.Replace(key, text)
	}
}

// state says what the span is, unless it says so itself.
func (s *Span) state(kind mcp.Kind) { s.Put(semconv.MCPSpanType, kind.String()) }

// Replace sets a text attribute, whatever the span had.
func (s *Span) Replace(key, text string) { s.attribute(key).SetStr(text) }

// attribute returns the attribute to be written, existing or new. What was
// found has to be told because attributes are read from there: an old Value is
// good for reading only, since the attributes may have moved.
func (s *Span) attribute(key string) pcommon.Value {
	v, existed := s.attrs.GetOrPutEmpty(key)
	if existed {
		v = s.last(key)
	}
	s.found = append(s.found, attribute{key, v})
	s.dropped = slices.DeleteFunc(s.dropped, func(k string) bool { return k == key })
	switch {
	case slices.Contains(identifying, key):
		s.markers |= identity
	case slices.Contains(ending, key):
		s.markers |= ends
	}
	return v
}

// last returns the last attribute of a key that the span has: the one that
// counts when a key occurs twice.
func (s *Span) last(key string) (last pcommon.Value) {
	for k, v := range s.attrs.All() {
		if k == key {
			last = v
		}
	}
	return last
}

// drop hides an attribute at once and removes it when translation is done.
func (s *Span) drop(key string) {
	if _, ok := s.value(key); ok {
		s.dropped = append(s.dropped, key)
		s.found = slices.DeleteFunc(s.found, func(a attribute) bool { return a.key == key })
	}
}

// Drop removes attributes.
func (s *Span) Drop(keys ...string) {
	for _, key := range keys {
		s.drop(key)
	}
}

// dropAll removes any number of attributes in one pass.
func (s *Span) dropAll(keys []string) {
	slices.Sort(keys)
	s.dropped = append(s.dropped, keys...)
	s.found = slices.DeleteFunc(s.found, func(a attribute) bool {
		_, gone := slices.BinarySearch(keys, a.key)
		return gone
	})
}

// removeDropped removes what was dropped. Markers stay where the span would
// otherwise be another dialect's when it comes by again.
func (s *Span) removeDropped() {
	if len(s.dropped) == 0 {
		return
	}
	if s.contested || !s.identified() || s.hasRival() {
		s.dropped = slices.DeleteFunc(s.dropped, claimsSpans)
	}
	if s.keep {
		s.dropped = slices.DeleteFunc(s.dropped, s.isOriginal)
	}
	if len(s.dropped) == 0 {
		return
	}
	slices.Sort(s.dropped)
	s.attrs.RemoveIf(func(key string, _ pcommon.Value) bool {
		_, gone := slices.BinarySearch(s.dropped, key)
		return gone
	})
}

// hasRival reports whether the span, as it is now, is of another dialect's shape.
func (s *Span) hasRival() bool {
	s.needs = ^uint64(0) // translation may have added what a shape needs
	d := s.shapeOf(s.rivals)
	return d != nil && d != s.dialect
}

// shapeOf returns the first dialect that recognises the span by shape.
func (s *Span) shapeOf(dialects []shaped) *Dialect {
	name := s.Name()
	for i := range dialects {
		d := &dialects[i]
		if d.needs&^s.needs == 0 && strings.HasPrefix(name, d.begins) && d.Shape(s) {
			return d.Dialect
		}
	}
	return nil
}

// isOriginal reports whether a dropped key is the emitter's own and its value is
// not known to be wrong.
func (s *Span) isOriginal(key string) bool {
	known := slices.Contains(conventional, key) || slices.Contains(identifying, key)
	return !known && (s.dialect == nil || !slices.Contains(s.dialect.Drops, key))
}

// claimsSpans reports whether a key is a marker of any dialect.
func claimsSpans(key string) bool {
	return slices.ContainsFunc(all, func(d *Dialect) bool {
		return slices.ContainsFunc(d.Markers, func(marker string) bool {
			head, isPrefix := strings.CutSuffix(marker, "*")
			return key == marker || isPrefix && strings.HasPrefix(key, head)
		})
	})
}

// rename names the span as the conventions do: method or operation, and target.
func (s *Span) rename(head, target string) {
	if target != "" {
		head += " " + target
	}
	if s.Name() != head {
		s.SetName(head)
	}
}

// renameByConvention names a message by its method and a tool execution by its
// operation, with the target that the attributes give. Where there is none, a
// name that may say more is left alone; a URI goes.
func (s *Span) renameByConvention() {
	method := s.Text(semconv.MCPMethodName)
	if s.merged() {
		return
	}
	if method == "" {
		tool := s.Text(semconv.GenAIToolName)
		if tool != "" && s.Text(semconv.GenAIOperationName) == semconv.OperationExecuteTool {
			s.rename(semconv.OperationExecuteTool, tool)
		}
		return
	}
	key := targetKey(method)
	target := s.Text(key)
	if named, _, _ := mcp.CutMethod(s.Name()); target == "" && key != "" && named == method {
		return
	}
	s.rename(method, target)
}

// move gives content its convention key.
func (s *Span) move(from, to string) { s.applyOne(&Alias{From: from, To: to, Type: Content}) }

// moveText gives a text its convention key.
func (s *Span) moveText(from, to string) { s.applyOne(&Alias{From: from, To: to}) }

func firstNonEmpty(candidates ...string) string {
	for _, text := range candidates {
		if text != "" {
			return text
		}
	}
	return ""
}
