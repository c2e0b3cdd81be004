package instruction

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ascii"
)

const (
	blockSize = ascii.BlockSize
	// blockRoom is how many bytes must be there, so that eight can be read where any word
	// of a block begins.
	blockRoom = blockSize + 8
)

// blocks reads the text as far as there is room, and returns where reading goes on. The last
// block begins so that it ends where the room does, with some that was read already.
func (r *reader) blocks() int {
	i, last := 0, len(r.text)-blockRoom
	for i < last {
		i = r.block(i, 0)
	}
	if last >= 0 && i < last+blockSize {
		i = r.block(last, i-last)
	}
	return i
}

// block reads the block of text that begins with base, from a place on at which no word goes
// on. It returns where reading goes on: a word at the end may go on in the next block.
//
// Of all bytes it is known at once which are letters, digits and spaces, and of all words,
// which may be of the lexicon. Only these and the signs are read one by one; the rest, most of
// the text, is passed over. Places are those in the block, sets of them have a bit for each.
func (r *reader) block(base, from int) int {
	sets := ascii.OfString(r.text[base:])
	letters, digits := sets.Letters(), sets.Digits
	size := blockSize - bits.LeadingZeros64(^(letters | digits))
	if size <= from {
		return r.token(base + from)
	}
	within := ^uint64(0) >> (blockSize - size) &^ (1<<from - 1)
	letters, digits = letters&within, digits&within
	// Digits count as a word. Next to letters, they are a part of one that is read.
	signs := within&^(letters|digits|sets.Spaces) | digits&(letters<<1|letters>>1)
	begins := letters &^ (letters << 1)
	events := signs | begins&odd(letters, sets.Capitals) | words.among(r.text[base:base+blockRoom], begins, letters)
	begins = (letters | digits) &^ ((letters | digits) << 1)
	word := r.word
	for events != 0 {
		at := bits.TrailingZeros64(events)
		before := uint64(1)<<at - 1
		i := base + at
		next, end := i+1, i+1
		events &= events - 1
		r.word = word + int32(bits.OnesCount64(begins&before))
		switch kinds[r.text[i]] {
		case letter:
			next = i + bits.TrailingZeros64(^(letters >> at))
			if kinds[r.text[next]] <= high {
				end = r.odd(i)
			} else {
				end = r.plain(i, next)
			}
			from = end - base
		case pause:
			r.s.comma = r.word + 1
		case quotation:
			r.quote(i)
		case mark:
			end = r.mark(i)
		case digit, high:
			at = max(blockSize-bits.LeadingZeros64(before&^(letters|digits)), from) // where the word begins
			r.word = word + int32(bits.OnesCount64(begins&(1<<at-1)))
			next, end = 0, r.token(base+at)
		}
		if end == next {
			continue
		}
		// Reading goes on elsewhere, maybe before a letter that looked like one inside a word,
		// such as that behind an escape.
		from = end - base
		read := uint64(1)<<from - 1
		cut := (letters | digits) & (1 << from) &^ begins
		word, begins, events = r.word, begins&^read|cut, (events|signs)&^read|cut
	}
	r.word = word + int32(bits.OnesCount64(begins))
	return base + max(from, size)
}

// odd returns where words begin that are read whatever they are: of one letter, of more than
// the lexicon has, and those with a capital behind their first letter that may be two words.
func odd(letters, capitals uint64) uint64 {
	two := letters & (letters >> 1)
	four := two & (two >> 2)
	eight := four & (four >> 4)
	return ^(letters >> 1) | eight&(eight>>8)&(eight>>(longest+1-8)) | capitals>>1&four&(four>>(shortestGlued-4))
}

// among returns which of the words that begin in a block may be of the lexicon. The block has
// room for eight bytes behind each of them.
func (t *table) among(block string, begins, letters uint64) (set uint64) {
	ends := letters << 1 &^ letters
	for begins != 0 && ends != 0 {
		at, end := bits.TrailingZeros64(begins), bits.TrailingZeros64(ends)
		begins &= begins - 1
		ends &= ends - 1
		head := (load(block, at) | spaces) & firstLetters[uint(end-at)%blockSize]
		set |= t.may(hashHead(head)) << (at & 63)
	}
	return set
}
