package instruction

import (
	"math/bits"
	"strings"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ascii"
)

const (
	blockSize = ascii.BlockSize
	// blockRoom is how many bytes must be there, so that eight can be read where any word
	// of a block begins.
	blockRoom = blockSize + 8
	// What a sign says may depend on so many bytes before it and behind it, which are in its
	// block as well.
	lookBehind = 2
	lookAhead  = 3
)

// blocks reads the text.
func (r *reader) blocks() {
	var b block
	for i := 0; i < len(r.text); {
		base := max(i-lookBehind, 0)
		if base+blockRoom <= len(r.text) {
			i = r.block(&b, r.text[base:base+blockRoom], base, i-base)
		} else {
			var padded [blockRoom]byte
			copy(padded[copy(padded[:], r.text[base:]):], lineEnds)
			i = r.block(&b, unsafe.String(&padded[0], len(padded)), base, i-base) // another copy would be allocated
		}
	}
}

// lineEnds are put behind a text: to a sign before, they are as if there were nothing.
var lineEnds = strings.Repeat("\n", blockRoom)

// A block is what is known of some text before it is read: sets of places, with a bit for each.
type block struct {
	signs           signs
	base            int // where the block begins in the text
	from, size      int // what is read of it
	letters, digits uint64
	highs           uint64
	begins          uint64 // where words begin
	word            int32  // how many words there were before

	// What signs say, as far as it has not been read.
	ends    uint64 // sentences begin behind these
	escaped uint64 // of these, the backslashes of a quote: sentences begin with them
	fields  uint64 // of these, the quotes that begin a value
	clauses uint64 // clauses begin behind these
	colons  uint64 // of these, the colons
	commas  uint64
	events  uint64 // words and signs that are read one by one
}

// block reads the block of text that begins with base, from a place on at which no word goes
// on; behind the end of the text there are line ends. It returns where reading goes on: a word at
// the end may go on in the next block.
//
// Of all bytes it is known at once which are letters, digits and signs, and what most of the
// signs say; and of all words, which may be of the lexicon. Only these words and the signs that
// say something themselves are read one by one. Before that, the last end of a sentence, the
// last beginning of a clause and the last comma before are what matters; the rest, most of the
// text, is passed over.
func (r *reader) block(b *block, text string, base, from int) int {
	b.base, b.from, b.word = base, from, r.word
	if !b.look(text, len(r.text)-base, r.sign != 0) {
		return r.token(base + from)
	}
	for b.events != 0 {
		at := bits.TrailingZeros64(b.events)
		b.events &= b.events - 1
		i := base + at
		n := bits.TrailingZeros64(^(b.letters >> at))
		next := i + max(n, 1)
		var end int
		switch {
		case n > 0 && (b.digits|b.highs)>>(at+n)&1 == 0:
			r.upTo(b, at)
			end = r.plain(i, next)
		case kinds[r.text[i]] == mark:
			r.upTo(b, at)
			end = r.mark(i)
		default:
			at = b.beginOf(at)
			r.upTo(b, at)
			next, end = 0, r.composed(b, at)
		}
		if end != next {
			b.resume(end-base, r.word)
		}
	}
	r.upTo(b, b.size)
	return base + max(b.from, b.size)
}

// composed reads a word that is not only of letters, or a character that is of no word.
func (r *reader) composed(b *block, at int) int {
	n := bits.TrailingZeros64(^((b.letters | b.digits) >> at))
	if n > 0 && b.highs>>(at+n)&1 == 0 && b.letters>>at&(1<<n-1) != 0 {
		return r.mixed(b.base+at, b.base+at+n)
	}
	return r.token(b.base + at)
}

// beginOf returns where the word begins that has a place in it.
func (b *block) beginOf(at int) int {
	before := uint64(1)<<at - 1
	return max(blockSize-bits.LeadingZeros64(before&^(b.letters|b.digits)), b.from)
}

// resume goes on reading from a place on that is not the next, maybe with a letter that looked like
// one inside a word, such as that behind an escape.
func (b *block) resume(from int, word int32) {
	read := uint64(1)<<from - 1
	cut := (b.letters | b.digits) & (1 << from) &^ b.begins
	b.from, b.word, b.begins = from, word, b.begins&^read|cut
	b.ends, b.clauses, b.commas = b.ends&^read, b.clauses&^read, b.commas&^read
	b.events = (b.events|b.highs)&^read | cut // what ended a word may be a sign of its own
}

// upTo reads what the signs say that stand before a place.
func (r *reader) upTo(b *block, at int) {
	s := &r.s
	before := uint64(1)<<(at&63) - 1
	if s.seen&capital.set() != 0 && b.colons&b.clauses&before != 0 {
		r.headlines(b, b.colons&b.clauses&before)
	}
	if ends := b.ends & before; ends != 0 {
		if s.says() && r.judge() {
			r.keep(r.endAt(b.base + bits.TrailingZeros64(ends)))
		}
		last := bits.Len64(ends)
		s.open(b.base+last-int(b.escaped>>(last-1)&1), b.wordAt(last))
		s.field = b.fields>>(last-1)&1 != 0
	}
	// Before the sentence they say nothing: it begins with a clause, and with a word that is
	// behind no comma.
	s.clause = b.behindLast(b.clauses&before, s.clause)
	s.comma = b.behindLast(b.commas&before, s.comma)
	b.ends, b.clauses, b.commas = b.ends&^before, b.clauses&^before, b.commas&^before
	r.word = b.wordAt(at)
}

// behindLast returns the number of the word behind the last of some places, if there is one.
func (b *block) behindLast(places uint64, otherwise int32) int32 {
	word := b.wordAt(bits.Len64(places)) + 1
	if places == 0 {
		word = otherwise
	}
	return word
}

// endAt returns where the sentence ends that the sign at text[i] ends, or the last space behind
// a line end.
func (r *reader) endAt(i int) int {
	switch r.text[i] {
	case '"', '\'', '\\':
		return i
	case ' ', '\n', 'n', 'r':
		for r.text[i] == ' ' {
			i--
		}
		if r.text[i] == '\n' {
			return i
		}
		for i > 0 && r.text[i-1] == '\\' {
			i--
		}
		return i
	}
	return i + 1
}

// headlines reads colons before which a heading in capitals may stand, up to the end of the sentence.
func (r *reader) headlines(b *block, colons uint64) {
	if b.ends != 0 {
		colons &= b.ends&-b.ends - 1
	}
	for ; colons != 0; colons &= colons - 1 {
		at := bits.TrailingZeros64(colons)
		r.word = b.wordAt(at)
		r.headline(b.base + at)
	}
}

// wordAt returns the number of the last word that begins before a place.
func (b *block) wordAt(at int) int32 {
	return b.word + int32(bits.OnesCount64(b.begins&(1<<(at&63)-1)))
}
