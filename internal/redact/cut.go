package redact

import (
	"strings"
	"unicode/utf8"
)

// cutMark stands where a text was cut.
const cutMark = "[CUT]"

// runeStart returns the last place at or before one where a rune begins. Where there is
// none near, the text is no UTF-8, and any place will do.
func runeStart(text string, at int) int {
	for near := at; near > max(0, at-utf8.UTFMax); near-- {
		if near >= len(text) || utf8.RuneStart(text[near]) {
			return near
		}
	}
	return at
}

// cutJSON leaves out the end of JSON: of a string that is too long its end, or else
// members and elements, so that what is left is JSON. It has a few bytes more than the
// limit where containers have to be closed. ok is false if the text is not JSON up to
// there.
func cutJSON(text string, limit int) (short string, ok bool) {
	var last token
	w := &walker{text: text, tell: func(t *token) { last = *t }}
	w.space()
	if !w.value() {
		return "", false
	}
	if w.at > limit && (last.end == 0 || last.kind != stringToken || last.start >= limit) {
		return "", false
	}
	if w.at > limit {
		return text[:insideString(text, &last, limit)] + cutMark + `"`, true
	}
	for len(w.open) > 0 {
		before, open := w.at, len(w.open)
		if !w.next() {
			return "", false
		}
		if w.at <= limit {
			continue
		}
		if last.kind == stringToken && !last.names && last.start > before && last.start < limit {
			return text[:insideString(text, &last, limit)] + cutMark + `"` + closing(w.open[:open]), true
		}
		return text[:before] + closing(w.open[:open]), true
	}
	return "", false
}

// insideString returns the last place up to the limit where a string can be cut: not
// within a rune or an escape.
func insideString(text string, t *token, limit int) int {
	at := t.start + 1
	for at < limit {
		i := strings.IndexByte(text[at:limit], '\\')
		if i < 0 {
			return max(at, runeStart(text, limit))
		}
		_, size := escapedRune(text[at+i:])
		if size == 0 || at+i+size > limit {
			return at + i
		}
		at += i + size
	}
	return at
}

// closing closes what is open.
func closing(open []container) string {
	var b strings.Builder
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].object {
			b.WriteByte('}')
		} else {
			b.WriteByte(']')
		}
	}
	return b.String()
}
