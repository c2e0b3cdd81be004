package flow

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ascii"
)

// page is a part of a text, reduced to its letters and digits.
type page struct {
	// text is the part itself, without percent encoding, and room to read beyond it.
	text [textRoom]byte
	// buf holds n letters and digits in lower case, and room that is written but not
	// meant.
	buf [bufRoom + 8]byte
	n   int
	// begins are the places in buf where a word begins, aparts where one does that does not belong
	// to what was before, digits where one is. The end is all of that.
	begins, aparts, digits places
	// ends are the places where one word ends and another begins while buf is written, some of
	// them several times, with apart if more than a space is in between.
	ends  [endsRoom]uint16
	words int
	// spans are the parts that may be a value; of more than maxSpans, the first. Words
	// follow on all others, when [page.addWords] has added them.
	spans  [maxSpans]span
	nspans int

	// What follows is of use while the page is read.
	small  [pageSize]byte // the text with its capitals made small
	blocks [pageBlocks]block

	// What follows is of use while the page is looked up.
	starts [maxLetters/64 + 1]uint64
	hits   [maxHits]hit
	known  cover // what is from a source

	prints [maxPrints]uint64 // the fingerprints that are to be noted
}

const (
	pageSize   = 1024
	pageBlocks = pageSize / blockSize
	textRoom   = pageSize + 2*blockSize
	maxSpans   = 160
	// overlap is how much of a page comes again on the next: what is cut on one is
	// whole on the other, up to about this length.
	overlap = 96

	// maxLetters is how many bytes the letters and digits of a page take at most: none takes
	// more than half as much again in lower case.
	maxLetters = pageSize * 3 / 2
	// maxPrints is how many fingerprints are made of a page: two of passages lie further apart
	// than the stride.
	maxPrints = 2*maxLetters/stride + maxSpans
	// There is an end for each byte of a page at most. These are powers of two, so that a place
	// can be masked instead of compared with them.
	bufRoom  = 2 * pageSize
	endsRoom = 2 * pageSize
)

// span is a part of buf.
type span struct {
	from, to uint16
	what     sort
}

// sort is what a span is in the text.
type sort uint8

const (
	single  sort = iota // a word
	phrase              // several words between quotes, not the key of a member
	title               // the same, and it begins with a capital or a digit
	address             // an e-mail address
	groups              // groups of digits: a phone number, an account, an address of IP
)

// add adds a span, if that can be a value.
func (p *page) add(from, to int, what sort) {
	if n := to - from; n >= minValue && n <= maxValue && p.nspans < maxSpans {
		p.spans[p.nspans] = span{uint16(from), uint16(to), what}
		p.nspans++
	}
}

// Of the class of a letter or digit, the low byte is what it is in lower case.
const (
	separator   = 1       // of others: ends a word
	significant = 1 << 8  // counts
	special     = 1 << 9  // more is to be looked at
	apart       = 1 << 15 // what follows does not belong to what was before
)

// classes are those of single bytes. What is neither a letter nor a separator is part of
// a word but does not count: 555-1234 is one word. A dot is not, so that data before the
// name of a host are words of their own. A plus is a space, as it is in the query of an
// address (WHATWG URL, application/x-www-form-urlencoded).
var classes = func() (c [256]uint16) {
	for i := range c {
		b := byte(i)
		switch {
		case b >= 'a' && b <= 'z', b >= '0' && b <= '9':
			c[i] = significant | uint16(b)
		case b >= 'A' && b <= 'Z':
			c[i] = significant | uint16(b|0x20)
		case b == '"', b == '\'', b == '\\', b == '@', b >= utf8.RuneSelf:
			c[i] = special
		case b == '_', b == '-':
		case b == ' ', b == '+', b == '.', b == '(', b == ')':
			c[i] = separator
		default:
			c[i] = separator | apart
		}
	}
	return c
}()

// fill reduces the first size bytes of the text. The time is linear in them.
func (p *page) fill(size int) {
	if !presses || !p.press(size) {
		p.fillPlain(size)
	}
}

// fillPlain is fill on any processor.
func (p *page) fillPlain(size int) {
	p.n, p.words, p.nspans = 0, 0, 0
	r := reader{page: p, text: p.text[:size]}
	for r.i < size {
		r.block()
	}
	p.divide()
	for i := 0; i <= p.n/blockSize; i++ {
		p.digits[i] = 0
		if r.numeric>>i&1 != 0 {
			p.digits[i] = ascii.Of((*[blockSize]byte)(p.buf[i*blockSize:])).Digits
		}
	}
	p.close()
}

// divide makes of the ends where words begin.
func (p *page) divide() {
	p.begins, p.aparts = places{}, places{}
	at, begins, aparts := 0, uint64(1), uint64(0) // the first letter begins a word
	for _, end := range p.ends[:p.words] {
		place := end &^ apart
		if i := int(place / 64); i != at {
			p.begins[at], p.aparts[at] = begins, aparts
			at, begins, aparts = i, 0, 0
		}
		begins |= 1 << (place % 64)
		aparts |= uint64(end/apart) << (place % 64)
	}
	p.begins[at], p.aparts[at] = begins, aparts
}

// close ends the page.
func (p *page) close() {
	p.begins.add(p.n)
	p.aparts.add(p.n)
	p.digits.cut(p.n, p.n|(blockSize-1))
	p.digits.add(p.n)
}

// block reads a block: of all its bytes it is known at once which are letters and digits,
// and only the others take a step each. What was read before is written when one of them is,
// eight bytes in any case: most words are no longer. Places are those in the block.
func (r *reader) block() {
	p, base := r.page, r.i
	text := (*[2 * blockSize]byte)(p.text[base:])
	size := min(blockSize, len(r.text)-base)
	sets := ascii.Of((*[blockSize]byte)(text[:]))
	others := ^(sets.Letters() | sets.Digits) & (^uint64(0) >> (blockSize - size))
	from, n, words, first := 0, p.n, p.words, p.n
	for others != 0 {
		at := bits.TrailingZeros64(others)
		others &= others - 1
		p.put8(n, word(text[from&(blockSize-1):]))
		if at-from > 8 {
			p.take(base+from, base+at, n)
		}
		n += at - from
		c := classes[text[at&(blockSize-1)]]
		if c&special != 0 {
			r.i, p.n, p.words = base+at, n, words
			r.special(p.text[base+at])
			from, n, words = r.i-base, p.n, p.words
			first = min(first, n)        // a key was taken back
			others &= ^uint64(0) << from // none if that is behind the block
			continue
		}
		p.ends[words&(endsRoom-1)] = uint16(n) | c&apart
		words += int(c & separator)
		from = at + 1
	}
	r.i = base + max(from, size)
	p.take(base+from, r.i, n)
	p.n, p.words = n+r.i-base-from, words
	if sets.Digits != 0 {
		r.hasDigits(first, p.n)
	}
}

// hasDigits notes that there may be digits in a part of the letters.
func (r *reader) hasDigits(from, to int) { r.numeric |= 2<<(to/64) - 1<<(from/64) }

// put8 writes eight bytes of letters and digits in lower case, meant or not.
func (p *page) put8(n int, x uint64) {
	binary.LittleEndian.PutUint64(p.buf[n&(bufRoom-1):n&(bufRoom-1)+8], x|smallLetters)
}

// take writes a part of the text that has only letters and digits behind the first n.
func (p *page) take(from, to, n int) {
	for ; from < to; from, n = from+8, n+8 {
		p.put8(n, word(p.text[from:from+8]))
	}
}

// end ends a word, to which the next one does not belong.
func (p *page) end() {
	if p.words < len(p.ends) {
		p.ends[p.words] = uint16(p.n) | apart
		p.words++
	}
}
