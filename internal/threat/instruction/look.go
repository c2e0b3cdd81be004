package instruction

import (
	"math/bits"
	"unsafe"
)

// look finds what is in a block, which has so many bytes of the text, and reports whether its
// first word or sign is there as a whole. A reader that waits for the second sign of a pair of
// Chinese ones is told of all words that end its wait.
func (b *block) look(text string, length int, waits bool) bool {
	s := &b.signs
	s.look(text)
	letters, digits, spaces := s.capitals|s.small, s.digits, s.spaces
	escaped := s.slashes << 1 &^ s.slashes
	newLines := s.lines | s.breaks&escaped

	if b.size = length; length > blockSize-lookAhead {
		b.size = bits.Len64(^(letters | digits) & (1<<(blockSize-lookAhead) - 1))
	}
	if s.slashes|newLines != 0 {
		b.whole(s, newLines, spaces)
	}
	if b.size <= b.from {
		return false
	}
	within := uint64(1)<<(b.size&63) - uint64(1)<<(b.from&63)

	opened := s.opens << 1
	opened |= (opened & spaces) << 1
	closed := (s.closes | s.commas&^(spaces&(letters>>1)>>1)) >> 1
	values := s.quotes &^ escaped & (opened | closed)
	var unicode uint64
	b.escaped = 0
	if s.slashes != 0 {
		b.escaped = escapedValues(s.slashes, s.quotes&^s.apostrophes&escaped&within, opened, closed)
		unicode = firstOf(s.slashes, s.unicode&escaped&within)
	}
	behind := newLines << 1
	behind = (behind | (behind&spaces + spaces)) &^ spaces // the first that is no space
	names := s.small | digits | s.names
	b.ends = (values|s.braces|s.dots&^(names>>1)|(behind&^s.small)>>1)&within | b.escaped
	b.fields = values & opened
	b.colons = s.colons & ((spaces | s.lines | s.slashes) >> 1)
	b.clauses = (s.clauses | b.colons | s.stars&(spaces>>1)) & within
	b.commas = s.commas & within

	letters, digits = letters&within&^(s.taken&escaped), digits&within
	b.letters, b.digits, b.highs = letters, digits, s.highs&within
	runs := letters | digits
	b.begins = runs &^ (runs << 1)
	begins := letters &^ (letters<<1 | digits<<1)
	b.events = (s.specials|s.highs|s.colons&(s.names>>1))&within | unicode |
		begins&odd(letters, s.capitals) | b.spelled(begins&^(letters>>1)) | words.among(text, begins, letters)
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

// escapedValues returns the first backslashes of the quotes around values, of all quotes that are
// behind backslashes.
func escapedValues(slashes, quotes, opened, closed uint64) uint64 {
	begins := slashes &^ (slashes << 1)
	return firstOf(slashes, quotes&((begins&opened+slashes)&^slashes|closed))
}

// firstOf returns the first of the backslashes before each of some places.
func firstOf(slashes, places uint64) uint64 {
	before := places >> 1
	several := before & (slashes << 1)
	first := before &^ several
	for ; several != 0; several &= several - 1 {
		first |= 1 << runBegin(slashes, bits.TrailingZeros64(several))
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
// room for eight bytes behind each of them, and letters end before the block does.
func (t *table) among(block string, begins, letters uint64) uint64 {
	if shiftsFast {
		return t.amongFast((*[blockRoom]byte)(unsafe.Pointer(unsafe.StringData(block[:blockRoom]))), begins, letters)
	}
	return t.amongOneByOne(block, begins, letters)
}

func (t *table) amongOneByOne(block string, begins, letters uint64) (set uint64) {
	for ; begins != 0; begins &= begins - 1 {
		at := bits.TrailingZeros64(begins)
		n := bits.TrailingZeros64(^(letters >> (at & 63)))
		head := (load(block, at) | spaces) & firstLetters[n%blockSize]
		set |= t.may(hashHead(head)) << (at & 63)
	}
	return set
}
