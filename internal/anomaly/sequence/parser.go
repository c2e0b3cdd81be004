package sequence

import (
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
	// The only error that leaves a value is one of range; infinity is as good as any.
	v, err := strconv.ParseFloat(p.text[from:p.i], 64)
	if err != nil && v == 0 {
		return false
	}
	p.into.add(leaf{path, hashNumber(p.key, v), numberForm(v)})
	return true
}

func isNumber(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

// quoted reads a string.
func (p *parser) quoted() (q quoted, ok bool) {
	if !p.skip('"') {
		return q, false
	}
	end := strings.IndexByte(p.text[p.i:], '"')
	for i, from := p.i, p.i; end >= 0; {
		end += from
		escape := strings.IndexByte(p.text[i:end], '\\')
		if escape < 0 {
			q.raw = p.text[p.i:end]
			p.i = end + 1
			return q, true
		}
		q.escaped = true
		i += escape + 2
		from = max(i, end) // unless the quote is what is escaped, it still is the next
		end = strings.IndexByte(p.text[from:], '"')
	}
	return q, false
}

func (p *parser) space() {
	for p.i < len(p.text) && (p.text[p.i] == ' ' || p.text[p.i] == '\n' || p.text[p.i] == '\t' || p.text[p.i] == '\r') {
		p.i++
	}
}

func (p *parser) at(c byte) bool { return p.i < len(p.text) && p.text[p.i] == c }

func (p *parser) skip(c byte) bool {
	ok := p.at(c)
	if ok {
		p.i++
	}
	return ok
}
