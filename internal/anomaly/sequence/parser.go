package sequence

import (
	"math/bits"
	"strconv"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// parser reads JSON text (RFC 8259) once, from left to right. It is lenient where that
// costs no certainty about what is a value: control characters in strings, numbers in
// spellings that Go reads.
type parser struct {
	text string
	i    int
	key  uint64
	into *arguments
}

// element is mixed into the path of what is in an array.
const element = 0x5b5d

func (p *parser) value(path uint64, depth int) bool {
	p.space()
	if p.i == len(p.text) || depth > maxDepth {
		return false
	}
	switch c := p.text[p.i]; c {
	case '{':
		return p.object(path, depth)
	case '[':
		return p.array(series.Mix(path, element), depth)
	case '"':
		return p.stringValue(path)
	case 't':
		return p.literal(path, "true", 1)
	case 'f':
		return p.literal(path, "false", 2)
	case 'n':
		return p.literal(path, "null", 3)
	default:
		return p.number(path)
	}
}

func (p *parser) object(path uint64, depth int) bool {
	p.i++
	if p.space(); p.skip('}') {
		return true
	}
	for {
		p.space()
		name, ok := p.quoted()
		if p.space(); !ok || !p.skip(':') {
			return false
		}
		if !p.value(series.Mix(path, name.hash(p.key)), depth+1) {
			return false
		}
		if p.space(); !p.skip(',') {
			return p.skip('}')
		}
	}
}

func (p *parser) array(path uint64, depth int) bool {
	p.i++
	if p.space(); p.skip(']') {
		return true
	}
	for {
		if !p.value(path, depth+1) {
			return false
		}
		if p.space(); !p.skip(',') {
			return p.skip(']')
		}
	}
}

func (p *parser) stringValue(path uint64) bool {
	text, ok := p.quoted()
	if ok {
		p.into.add(leaf{path, text.hash(p.key), text.form()})
	}
	return ok
}

func (p *parser) literal(path uint64, text string, hash uint64) bool {
	rest := p.text[p.i:]
	if len(rest) < len(text) || rest[:len(text)] != text {
		return false
	}
	p.i += len(text)
	p.into.add(leaf{path, series.Mix(p.key, hash), formLiteral})
	return true
}

func (p *parser) number(path uint64) bool {
	from := p.i
	for p.i < len(p.text) && isNumber(p.text[p.i]) {
		p.i++
	}
	if v, ok := small(p.text[from:p.i]); ok {
		p.into.add(leaf{path, hashNumber(p.key, v), numberForm(v)})
		return true
	}
	// The only error that leaves a value is one of range; infinity is as good as any.
	v, err := strconv.ParseFloat(p.text[from:p.i], 64)
	if err != nil && v == 0 {
		return false
	}
	p.into.add(leaf{path, hashNumber(p.key, v), numberForm(v)})
	return true
}

// small reads a number that has one to fifteen digits and nothing else, as most have. It is
// what strconv makes of it: a float64 holds all of them.
func small(text string) (v float64, ok bool) {
	if len(text) == 0 || len(text) > 15 {
		return 0, false
	}
	n := int64(0)
	for i := range len(text) {
		d := text[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = 10*n + int64(d)
	}
	return float64(n), true
}

func isNumber(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

// quoted reads a string.
func (p *parser) quoted() (q quoted, ok bool) {
	if !p.skip('"') {
		return q, false
	}
	for i := p.i; ; {
		i += plain(p.text[i:])
		switch {
		case i == len(p.text):
			return q, false
		case p.text[i] == '"':
			q.raw = p.text[p.i:i]
			p.i = i + 1
			return q, true
		}
		q.escaped = true
		i = min(i+2, len(p.text)) // the backslash and what it escapes
	}
}

// plain returns how many bytes there are before the first quote or backslash. It looks at
// eight at once: most strings are too short for strings.IndexByte to be worth its calls.
func plain(text string) (n int) {
	for ; len(text)-n >= 8; n += 8 {
		if n == longString {
			return n + plainLong(text[n:])
		}
		x := load(text[n:])
		if found := zeros(x^'"'*eachByte) | zeros(x^'\\'*eachByte); found != 0 {
			return n + bits.TrailingZeros64(found)/8
		}
	}
	for n < len(text) && text[n] != '"' && text[n] != '\\' {
		n++
	}
	return n
}

// longString is how many bytes a string has that is worth a call for each sign, and atOnce how many are
// looked through by one: a sign that is far away may be looked for again behind every escape.
const (
	longString = 48
	atOnce     = 256
)

// plainLong is plain of what a long string goes on with.
func plainLong(text string) (n int) {
	for n < len(text) {
		some := text[n:min(n+atOnce, len(text))]
		end := len(some)
		if quote := strings.IndexByte(some, '"'); quote >= 0 {
			end = quote
		}
		if backslash := strings.IndexByte(some[:end], '\\'); backslash >= 0 {
			end = backslash
		}
		if n += end; end < len(some) {
			break
		}
	}
	return n
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// zeros has the high bit of the first byte that is zero, and of none before it; those behind
// it may be wrong (Warren, Hacker's Delight, 6-1).
func zeros(x uint64) uint64 { return (x - eachByte) &^ x & highBits }

func (p *parser) space() {
	for p.i < len(p.text) && p.text[p.i] <= ' ' && isSpace(p.text[p.i]) {
		p.i++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (p *parser) at(c byte) bool { return p.i < len(p.text) && p.text[p.i] == c }

func (p *parser) skip(c byte) bool {
	ok := p.at(c)
	if ok {
		p.i++
	}
	return ok
}
