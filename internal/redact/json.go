package redact

import (
	"strings"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

// isJSON reports whether a text may be an object, an array or a string of JSON.
func isJSON(text string) bool {
	for i := range len(text) {
		switch text[i] {
		case ' ', '\t', '\r', '\n':
			continue
		case '{', '[', '"':
			return true
		}
		return false
	}
	return false
}

// json replaces what is found in JSON. Findings are those of the whole text, because
// what stands around a value says what it is; strings with escapes are looked at as what
// they say, and strings that wrap something as what that is. ok is false if the text is
// not JSON.
func (r *Redactor) json(key, text string, depth int) (out string, changed, ok bool) {
	escaped := strings.IndexByte(text, '\\') >= 0
	wrapped := mayWrap(text)
	w := r.level(depth)
	w.found = w.kept[:0]
	if !escaped {
		w.found = append(w.found, r.find(key, text)...)
		if len(w.found) == 0 && !wrapped && len(r.engine.paths) == 0 {
			return text, false, true
		}
	}
	// Not before it is known to be JSON: what it holds would be looked at twice, and what
	// that holds four times.
	w.key, w.text, w.wrapped, w.escapes, w.from = key, text, wrapped, escaped, 0
	if !w.walker.walk(text, w.notes) {
		return "", false, false
	}
	if escaped {
		w.between(w.from, len(text))
	}
	w.kept = w.found
	w.out, w.from = strings.Builder{}, 0
	w.walker.walk(text, w.tell)
	out, changed = w.result()
	return out, changed, true
}

// note looks at what stands before a string with escapes. The string itself is looked at
// as what it says, and not as it stands.
func (w *rewriting) note(t *token) {
	if t.kind == stringToken && strings.IndexByte(w.text[t.start:t.end], '\\') >= 0 {
		w.between(w.from, t.start)
		w.from = t.end
	}
}

// between appends the findings in a part of the text.
func (w *rewriting) between(start, end int) {
	if end-start < minText {
		return
	}
	for _, f := range w.redactor.find("", w.text[start:end]) {
		f.Start, f.End = f.Start+start, f.End+start
		w.found = append(w.found, f)
	}
}

// level returns what rewrites JSON that is wrapped so often.
func (r *Redactor) level(depth int) *rewriting {
	w := r.levels[depth]
	if w == nil {
		w = &rewriting{redactor: r, depth: depth}
		w.tell, w.notes = w.token, w.note
		r.levels[depth] = w
	}
	return w
}

// rewriting is one text of JSON on its way. It is used again for the next one.
type rewriting struct {
	redactor *Redactor
	walker   walker
	tell     func(*token)
	notes    func(*token)
	said     []byte           // what a string with escapes says
	kept     []detect.Finding // the memory of found
	names    []string         // scratch

	key     string // the name of the whole
	text    string
	found   []detect.Finding // those to come
	wrapped bool             // a string may wrap something
	escapes bool             // a string may have escapes
	depth   int

	out  strings.Builder
	from int // what lies before is written
}

// token is told every string, number and literal in their order.
func (w *rewriting) token(t *token) {
	inside := w.within(t)
	if !t.names {
		if rule, ok := w.atPath(); ok {
			w.whole(t, rule)
			return
		}
	}
	if t.kind != stringToken {
		if with, ok := w.bare(t, inside); ok {
			w.put(t.start, t.end, with)
		}
		return
	}
	raw := w.text[t.start+1 : t.end-1]
	if w.escapes && strings.IndexByte(raw, '\\') >= 0 {
		w.escaped(t, raw)
		return
	}
	safe, changed := w.redactor.replace(raw, shifted(inside, t.start+1))
	if w.wrapped {
		if more, ok := w.redactor.wrapped(w.name(t), safe, w.depth); ok {
			safe, changed = more, true
		}
	}
	if changed {
		w.put(t.start+1, t.end-1, escape(safe))
	}
}

// escaped looks at what a string with escapes says.
func (w *rewriting) escaped(t *token, raw string) {
	r := w.redactor
	said, ok := unescape(w.said[:0], raw)
	w.said = said
	if !ok {
		r.unreadable++
		w.put(t.start+1, t.end-1, masked+CategoryUnreadable+"]")
		return
	}
	// What is unchanged is not kept, so that the next string may be written over it.
	if safe, changed := r.value(w.name(t), unsafe.String(unsafe.SliceData(said), len(said)), w.depth+1); changed {
		w.put(t.start+1, t.end-1, escape(safe))
	}
}

// bare replaces a number or a literal as a whole: a part of one is none.
func (w *rewriting) bare(t *token, inside []detect.Finding) (with string, ok bool) {
	for i := range inside {
		if with, ok := w.redactor.replacement(&inside[i], w.text[t.start:t.end]); ok {
			return `"` + escape(with) + `"`, true
		}
	}
	return "", false
}

// within takes the findings that begin before the end of a token, cut to what lies in it.
func (w *rewriting) within(t *token) (inside []detect.Finding) {
	start, end := t.start, t.end
	if t.kind == stringToken {
		start, end = start+1, end-1
	}
	for len(w.found) > 0 && w.found[0].Start < end {
		f := w.found[0]
		if f.End > end {
			w.found[0].Start = end // the rest is in the next one
		} else {
			w.found = w.found[1:]
		}
		f.Start, f.End = max(f.Start, start), min(f.End, end)
		if f.Start < f.End {
			inside = append(inside, f)
		}
		if f.End == end {
			break
		}
	}
	return inside
}

// name is that of a token's value: its member's, or else that of the whole.
func (w *rewriting) name(t *token) string {
	if t.name == "" {
		return w.key
	}
	return t.name
}

func (w *rewriting) put(start, end int, with string) {
	w.out.WriteString(w.text[w.from:start])
	w.out.WriteString(with)
	w.from = end
}

func (w *rewriting) result() (string, bool) {
	if w.from == 0 && w.out.Len() == 0 {
		return w.text, false
	}
	w.out.WriteString(w.text[w.from:])
	return w.out.String(), true
}

// shifted makes findings those of the part of the text that begins there.
func shifted(found []detect.Finding, by int) []detect.Finding {
	for i := range found {
		found[i].Start -= by
		found[i].End -= by
	}
	return found
}
