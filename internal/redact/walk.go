package redact

import "strings"

// token is a string, a number or a literal of JSON text.
type token struct {
	kind       tokenKind
	start, end int // with the quotes
	// name is that of the member whose value the token is, as it is written, or whose
	// array it is in.
	name string
	// names says that the token is itself the name of a member.
	names bool
}

type tokenKind uint8

const (
	stringToken tokenKind = iota
	bareToken             // a number, true, false, null
)

// maxNesting bounds the containers that are open at once. Text beyond is no JSON to us.
const maxNesting = 10_000

// walker is on its way through a text. It keeps its own stack: that of goroutines is no
// place for what a peer nests.
type walker struct {
	text string
	at   int
	tell func(*token)
	open []container
	name string // of the member whose value comes
	told token  // scratch
}

type container struct {
	object bool
	empty  bool
	name   string // that of an array's elements
}

// walk tells every token of JSON text (RFC 8259) in order, and reports whether the text
// is JSON. Numbers are taken as they come: what is told is where values are.
func (w *walker) walk(text string, tell func(*token)) bool {
	*w = walker{text: text, tell: tell, open: w.open[:0]}
	w.space()
	if !w.value() {
		return false
	}
	for len(w.open) > 0 {
		if !w.next() {
			return false
		}
	}
	w.space()
	return w.at == len(text)
}

func (w *walker) space() {
	for w.at < len(w.text) {
		switch w.text[w.at] {
		case ' ', '\t', '\r', '\n':
			w.at++
		default:
			return
		}
	}
}

func (w *walker) is(c byte) bool {
	if w.at < len(w.text) && w.text[w.at] == c {
		w.at++
		return true
	}
	return false
}

// value reads a value, of a container its beginning.
func (w *walker) value() bool {
	if w.at >= len(w.text) {
		return false
	}
	switch w.text[w.at] {
	case '{', '[':
		if len(w.open) == maxNesting {
			return false
		}
		w.open = append(w.open, container{w.text[w.at] == '{', true, w.name})
		w.at++
		return true
	case '"':
		return w.string(false)
	}
	return w.bare()
}

// next reads what comes next in the innermost container.
func (w *walker) next() bool {
	c := &w.open[len(w.open)-1]
	w.space()
	closes := byte(']')
	if c.object {
		closes = '}'
	}
	if w.is(closes) {
		w.open = w.open[:len(w.open)-1]
		return true
	}
	if !c.empty && !w.is(',') {
		return false
	}
	c.empty = false
	w.space()
	w.name = c.name
	return (!c.object || w.member()) && w.value()
}

// member reads a name and the colon.
func (w *walker) member() bool {
	start := w.at
	if w.at >= len(w.text) || w.text[w.at] != '"' || !w.string(true) {
		return false
	}
	w.name = w.text[start+1 : w.at-1]
	w.space()
	if !w.is(':') {
		return false
	}
	w.space()
	return true
}

func (w *walker) string(names bool) bool {
	start := w.at
	w.at++
	for {
		i := strings.IndexByte(w.text[w.at:], '"')
		if i < 0 {
			return false
		}
		w.at += i + 1
		if !w.quotes(w.at - 1) {
			break
		}
	}
	w.told = token{kind: stringToken, start: start, end: w.at, names: names}
	if !names {
		w.told.name = w.name
	}
	w.tell(&w.told)
	return true
}

// quotes reports whether the quote at a place is escaped: an odd number of backslashes
// stands before it.
func (w *walker) quotes(at int) bool {
	n := 0
	for at > 0 && w.text[at-1] == '\\' {
		at--
		n++
	}
	return n%2 == 1
}

var endsBare = func() (is [256]bool) {
	for _, c := range []byte(" \t\r\n,:]}[{\"") {
		is[c] = true
	}
	return is
}()

// bare reads what is neither container nor string.
func (w *walker) bare() bool {
	start := w.at
	for w.at < len(w.text) && !endsBare[w.text[w.at]] {
		w.at++
	}
	if w.at == start {
		return false
	}
	w.told = token{kind: bareToken, start: start, end: w.at, name: w.name}
	w.tell(&w.told)
	return true
}
