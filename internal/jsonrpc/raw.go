package jsonrpc

import (
	"bytes"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// Raw is the text of one JSON value as it was sent, without white space around it.
// The zero value is no value. A Raw that did not come from this package, or one of
// a message that was cut, need not be valid: what cannot be read is left out.
type Raw []byte

// Present reports whether there is a value, null included.
func (r Raw) Present() bool { return len(r) > 0 }

// IsNull reports whether the value is null.
func (r Raw) IsNull() bool { return string(r) == "null" }

// IsTrue reports whether the value is true.
func (r Raw) IsTrue() bool { return string(r) == "true" }

// IsObject reports whether the value is an object.
func (r Raw) IsObject() bool { return len(r) > 0 && r[0] == '{' }

// IsArray reports whether the value is an array.
func (r Raw) IsArray() bool { return len(r) > 0 && r[0] == '[' }

// IsString reports whether the value is a string.
func (r Raw) IsString() bool { return len(r) > 0 && r[0] == '"' }

// IsNumber reports whether the value is a number.
func (r Raw) IsNumber() bool { return len(r) > 0 && (r[0] == '-' || r[0]-'0' <= 9) }

// Is reports whether the value is the string s, however it was escaped. Bytes that
// are not UTF-8 equal none.
func (r Raw) Is(s string) bool {
	inner, ok := r.inner()
	if !ok {
		return false
	}
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner) == s
	}
	return string(appendUnescaped(nil, inner)) == s
}

// Text returns a string's text: escapes undone, lone surrogates and bytes that are
// not UTF-8 replaced by U+FFFD, as encoding/json does. It is empty for any other
// value.
func (r Raw) Text() string {
	inner, ok := r.inner()
	if !ok {
		return ""
	}
	if bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return string(inner)
	}
	return string(appendUnescaped(make([]byte, 0, len(inner)), inner))
}

// Name returns the text of a string, for comparing it with known names: lent where
// there are no escapes in it, and without replacing what is not UTF-8.
func (r Raw) Name() []byte {
	inner, _ := r.inner()
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	return appendUnescaped(nil, inner)
}

// AppendText appends what [Raw.Text] returns, of at most limit bytes of JSON text.
func (r Raw) AppendText(dst []byte, limit int) []byte {
	inner, ok := r.inner()
	if !ok {
		return dst
	}
	return appendUnescaped(dst, inner[:min(len(inner), limit)])
}

// inner returns what is between the quotes.
func (r Raw) inner() ([]byte, bool) {
	if len(r) < 2 || r[0] != '"' || r[len(r)-1] != '"' {
		return nil, false
	}
	return r[1 : len(r)-1], true
}

// appendUnescaped undoes escapes; a broken one ends the text.
func appendUnescaped(dst, text []byte) []byte {
	for len(text) > 0 {
		if text[0] == '\\' {
			n := escape(text)
			if n == 0 {
				return dst
			}
			if n == 2 {
				dst = append(dst, unescaped(text[1]))
				text = text[2:]
				continue
			}
			r, size := surrogates(text)
			dst = utf8.AppendRune(dst, r)
			text = text[size:]
			continue
		}
		r, size := utf8.DecodeRune(text)
		dst = utf8.AppendRune(dst, r)
		text = text[size:]
	}
	return dst
}

func unescaped(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// surrogates reads an escape of four digits, and the one after it if the two are a
// pair.
func surrogates(text []byte) (r rune, size int) {
	r, _ = hex4(text[2:])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if rest := text[6:]; len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
		if low, ok := hex4(rest[2:]); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, 12
			}
		}
	}
	return utf8.RuneError, 6
}

// Int returns an integer; ok is false for any other value, a number with a
// fraction or beyond 63 bits included.
func (r Raw) Int() (n int64, ok bool) {
	if !r.IsNumber() {
		return 0, false
	}
	n, err := strconv.ParseInt(string(r), 10, 64)
	return n, err == nil
}

// maxExact is the largest integer up to which a float holds every one.
const maxExact = 1 << 53

// appendNumber appends a number in the form that peers give back: an integer has
// none of ".0" and exponents, and one without them stays what it was, however long.
func appendNumber(dst []byte, r Raw) []byte {
	if !bytes.ContainsAny(r, ".eE") {
		return append(dst, r...)
	}
	f, err := strconv.ParseFloat(string(r), 64)
	if err != nil {
		return append(dst, r...)
	}
	if f == math.Trunc(f) && math.Abs(f) <= maxExact {
		return strconv.AppendInt(dst, int64(f), 10)
	}
	return strconv.AppendFloat(dst, f, 'g', -1, 64)
}

// Members calls yield for each member of an object in the order sent, duplicates
// included, until it returns false. There is none in any other value.
func (r Raw) Members(yield func(key, value Raw) bool) {
	if !r.IsObject() {
		return
	}
	s := scanner{data: r, pos: 1}
	s.space()
	for s.peek() == '"' {
		key, ok := s.key()
		if !ok {
			return
		}
		value, ok := s.value()
		if !ok || !yield(key, value) {
			return
		}
		s.space()
		if s.peek() != ',' {
			return
		}
		s.pos++
		s.space()
	}
}

// Member returns the last member of that name of an object.
func (r Raw) Member(name string) Raw {
	var found Raw
	for key, value := range r.Members {
		if key.Is(name) {
			found = value
		}
	}
	return found
}

// Elements calls yield for each element of an array until it returns false. There
// is none in any other value.
func (r Raw) Elements(yield func(Raw) bool) {
	if !r.IsArray() {
		return
	}
	s := scanner{data: r, pos: 1}
	s.space()
	for s.pos < len(s.data) && s.peek() != ']' {
		value, ok := s.value()
		if !ok || !yield(value) {
			return
		}
		s.space()
		if s.peek() != ',' {
			return
		}
		s.pos++
	}
}
