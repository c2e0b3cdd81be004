package instruction

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ascii"
)

// look finds what is in a block, and reports whether there is a word or a sign in it that is
// there as a whole. A reader that waits for the second sign of a pair of Chinese ones is told
// of all words that end its wait.
func (b *block) look(text string, waits bool) bool {
	sets := ascii.OfString(text)
	letters, digits, spaces := sets.Letters(), sets.Digits, sets.Spaces
	var s signs
	s.look(text, ^(letters | digits | spaces))
	var e escapes
	if s.slashes != 0 {
		e.look(text, s.slashes, letters)
	}
	newLines := s.lines | e.lines

	b.size = blockSize - bits.LeadingZeros64(^(letters|digits)&(1<<(blockSize-lookAhead)-1))
	if s.slashes|newLines != 0 {
		b.whole(&s, newLines, spaces)
	}
	if b.size <= b.from {
		return false
	}
	within := ^uint64(0) >> (blockSize - b.size) &^ (1<<b.from - 1)

	opened := s.opens << 1
	opened |= (opened & spaces) << 1
	closed := (s.closes | s.commas&^(spaces&(letters>>1)>>1)) >> 1
	values := s.quotes &^ e.places & (opened | closed)
	if b.base == 0 {
		values |= s.quotes & 1
	}
	if s.slashes != 0 {
		b.escaped = e.values(s.slashes, (s.quotes&^s.apostrophes)&within, opened, closed)
	}
	behind := newLines << 1
	behind = (behind | (behind&spaces + spaces)) &^ spaces // the first that is no space
	names := sets.Small | digits | s.names
	b.ends = (values|s.braces|s.dots&^(names>>1)|(behind&^sets.Small)>>1)&within | b.escaped
	b.fields = values & opened
	b.colons = s.colons & ((spaces | s.lines | s.slashes) >> 1)
	b.clauses = (s.clauses | b.colons | s.stars&(spaces>>1)) & within
	b.commas = s.commas & within

	letters, digits = letters&within&^e.taken, digits&within
	b.letters, b.digits, b.highs = letters, digits, s.highs&within
	runs := letters | digits
	b.begins = runs &^ (runs << 1)
	begins := letters &^ (letters<<1 | digits<<1)
	b.events = (s.specials|s.highs|e.unicode|s.colons&(s.names>>1))&within |
		begins&odd(letters, sets.Capitals) | b.spelled(begins&^(letters>>1)) | words.among(text, begins, letters)
	if mixed := (runs + digits&(letters<<1|letters>>1)) &^ runs; mixed != 0 {
		b.events |= b.mixed(text, mixed, waits || s.highs != 0)
	}
	return true
}

// whole makes the block end before an escape that may not be there as a whole, and before a
// line end with spaces behind it that may go on.
func (b *block) whole(s *signs, newLines, spaces uint64) {
	if b.size > 0 && s.slashes>>(b.size-1)&1 != 0 {
		b.size = runBegin(s.slashes, b.size)
	}
	if b.size == 0 || spaces>>b.size&1 == 0 {
		return
	}
	last := bits.Len64(^spaces&(1<<b.size-1)) - 1
	if last >= b.from && newLines>>last&1 != 0 {
		b.size = last
		if s.lines>>last&1 == 0 {
			b.size = runBegin(s.slashes, last)
		}
	}
}

// runBegin returns where a run of places of a set begins that ends before a place.
func runBegin(set uint64, end int) int { return bits.Len64(^set & (1<<end - 1)) }

// escapes are the places of letters and signs behind backslashes.
type escapes struct {
	places  uint64
	lines   uint64 // of line ends
	taken   uint64 // of letters that are of no word
	unicode uint64 // the first backslashes of what stands for a character
}

func (e *escapes) look(text string, slashes, letters uint64) {
	e.places = slashes << 1 &^ slashes
	for rest := e.places & letters; rest != 0; rest &= rest - 1 {
		at := bits.TrailingZeros64(rest)
		switch place := rest & -rest; text[at] {
		case 'n', 'r':
			e.lines |= place
			e.taken |= place
		case 't':
			e.taken |= place
		case 'u':
			e.unicode |= 1 << runBegin(slashes, at)
		}
	}
}

// values returns the first backslashes of the quotes around values.
func (e *escapes) values(slashes, quotes, opened, closed uint64) (first uint64) {
	begins := slashes &^ (slashes << 1)
	values := quotes & e.places & ((begins&opened+slashes)&^slashes | closed)
	first = values >> 1 & begins
	for rest := values >> 1 &^ begins; rest != 0; rest &= rest - 1 {
		first |= 1 << runBegin(slashes, bits.TrailingZeros64(rest)+1)
	}
	return first
}

// mixed returns where words begin that have letters and digits, of which ends are given, and that
// may be of the lexicon or hold a code: all that are asked for.
func (b *block) mixed(text string, ends uint64, all bool) (set uint64) {
	for ; ends != 0; ends &= ends - 1 {
		end := bits.TrailingZeros64(ends)
		begin := runBegin(b.letters|b.digits, end)
		if n := end - begin; all || n >= shortestCode || n <= longest && words.mayBeRead(text, begin, n) {
			set |= 1 << begin
		}
	}
	return set
}

// mayBeRead tells whether a word of letters and digits may be of the lexicon, as it is or with
// digits that look like letters.
func (t *table) mayBeRead(text string, i, n int) bool {
	head := (load(text, i) | spaces) & firstLetters[n%blockSize]
	var read uint64
	for k := 0; k < 64; k += 8 {
		read |= uint64(lookAlikes[head>>k&0xff]) << k
	}
	return t.may(hashHead(head))|t.may(hashHead(read)) != 0
}

// spelled returns the letters that may be of a word that is spelled out, of those that stand
// alone: another stands one sign apart, or may do so in the next block or the one before.
func (b *block) spelled(alone uint64) uint64 {
	edges := uint64(3)<<b.from | uint64(3)<<b.size>>2
	return alone & (alone<<2 | alone>>2 | edges)
}

// odd returns where words begin that are read whatever they are: of more letters than the lexicon
// has, and those with a capital behind their first letter that may be two words.
func odd(letters, capitals uint64) uint64 {
	two := letters & (letters >> 1)
	four := two & (two >> 2)
	eight := four & (four >> 4)
	return eight&(eight>>8)&(eight>>(longest+1-8)) | capitals>>1&four&(four>>(shortestGlued-4))
}

// among returns which of the words that begin in a block may be of the lexicon. The block has
// room for eight bytes behind each of them.
func (t *table) among(block string, begins, letters uint64) (set uint64) {
	for ; begins != 0; begins &= begins - 1 {
		at := bits.TrailingZeros64(begins)
		n := bits.TrailingZeros64(^(letters >> (at & 63)))
		head := (load(block, at) | spaces) & firstLetters[n%blockSize]
		set |= t.may(hashHead(head)) << (at & 63)
	}
	return set
}
