package each

import (
	"fmt"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

func (w *Walker) attributes(place Place, m pcommon.Map) { w.entries(At{Place: place}, m) }

// entries shows the values of a map and its keys, and drops what has to go.
func (w *Walker) entries(at At, m pcommon.Map) {
	first, kept, isAttribute := len(w.renames), 0, at.Depth == 0
	at.Above = at.Key
	m.RemoveIf(func(key string, v pcommon.Value) bool {
		at.Key = key
		if isAttribute {
			at.Attribute = key
		}
		if w.value(at, v) {
			return true
		}
		if name, changed := w.visitor.Name(at, key); changed && name != key {
			w.renames = append(w.renames, rename{kept, name})
		}
		kept++
		return false
	})
	if len(w.renames) > first {
		renameKeys(m, w.renames[first:])
		clear(w.renames[first:])
		w.renames = w.renames[:first]
	}
}

// value shows a value. If drop, the entry that it stands in has to go.
func (w *Walker) value(at At, v pcommon.Value) (drop bool) {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		out, changed, drop := w.visitor.Text(at, v.Str())
		if changed && !drop {
			v.SetStr(out)
		}
		return drop
	case pcommon.ValueTypeInt, pcommon.ValueTypeDouble:
		return w.number(at, v)
	case pcommon.ValueTypeBytes:
		return w.bytes(at, v)
	case pcommon.ValueTypeMap, pcommon.ValueTypeSlice:
		return w.container(at, v)
	default: // nothing to find in it, but it may have to go
		return w.visitor.Whole(at) && w.whole(at, v)
	}
}

func (w *Walker) container(at At, v pcommon.Value) (drop bool) {
	switch {
	case at.Depth >= MaxDepth:
		if out, changed := w.visitor.TooDeep(at); changed {
			v.SetStr(out)
		}
		return false
	case w.visitor.Whole(at):
		return w.whole(at, v)
	}
	at.Depth++
	if v.Type() == pcommon.ValueTypeMap {
		w.entries(at, v.Map())
		return false
	}
	slice := v.Slice()
	for i := range slice.Len() {
		if w.value(at, slice.At(i)) {
			return true
		}
	}
	return false
}

// whole shows a value as one text.
func (w *Walker) whole(at At, v pcommon.Value) (drop bool) {
	text := ""
	if tooDeep(v, at.Depth) {
		out, changed := w.visitor.TooDeep(at)
		if changed {
			v.SetStr(out)
		}
		text = out
	} else {
		text = asText(v)
	}
	out, changed, drop := w.visitor.Text(at, text)
	if changed && !drop {
		v.SetStr(out)
	}
	return drop
}

// asText writes JSON, or what Go makes of a value that JSON has no words for: an empty
// text would say that there is nothing to hide.
func asText(v pcommon.Value) string {
	if text := v.AsString(); text != "" || v.Type() == pcommon.ValueTypeEmpty {
		return text
	}
	return fmt.Sprint(v.AsRaw())
}

// tooDeep reports whether something in v lies beyond MaxDepth, without going there.
func tooDeep(v pcommon.Value, depth int) bool {
	switch v.Type() {
	case pcommon.ValueTypeMap:
		if depth >= MaxDepth {
			return true
		}
		for _, part := range v.Map().All() {
			if tooDeep(part, depth+1) {
				return true
			}
		}
	case pcommon.ValueTypeSlice:
		if depth >= MaxDepth {
			return true
		}
		for _, part := range v.Slice().All() {
			if tooDeep(part, depth+1) {
				return true
			}
		}
	}
	return false
}
