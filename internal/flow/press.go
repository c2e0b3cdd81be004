package flow

import (
	"math/bits"
	"unicode/utf8"
)

// block says of 64 bytes of a text which are of a kind: each has a bit, the first the lowest.
type block struct {
	letters uint64 // and digits
	others  uint64 // end a word
	apart   uint64 // of the others: what follows does not belong to what was before
	special uint64 // more is to be looked at
	quotes  uint64 // that are double
	keys    uint64 // of the quotes: a colon follows, maybe behind a space
	inKeys  uint64 // between one of these and the quote before, which is in the block, too
}

// The kinds of a byte of ASCII. That of capitals is what makes them small.
const (
	kindLetter = 1 << iota
	kindOther
	kindApart
	kindSpecial
	kindQuote
	kindCapital // must be this bit
	kindEscape  // stands for a control character behind a backslash
)

var kinds = func() (k [128]byte) {
	for i := range k {
		switch c := classes[i]; {
		case i == '"':
			k[i] = kindQuote | kindOther | kindApart
		case i == '\\': // what matters is behind it
		case c&special != 0:
			k[i] = kindSpecial
		case c&significant != 0:
			k[i] = kindLetter | byte(c)&^byte(i)&kindCapital
		case c&apart != 0:
			k[i] = kindOther | kindApart
		case c&separator != 0:
			k[i] = kindOther
		}
	}
	for _, b := range "nrtbf" {
		k[b] |= kindEscape
	}
	return k
}()

// press is fill where a block can be pressed into its letters at once. First, all bytes of the
// page are sorted into sets; then, the special ones change these; at last, the letters that are
// left are pressed together. It reports whether that was possible: in the place of a character,
// there is no room for a longer one.
func (p *page) press(size int) bool {
	count := (size + blockSize - 1) / blockSize
	clear(p.text[size : count*blockSize+2]) // no letters, and no colon
	sortOut(p, count, &kinds)
	p.n, p.words, p.nspans = 0, 0, 0
	r := reader{page: p, text: p.text[:size]}
	for i := range count {
		b := &p.blocks[i]
		if b.special != 0 {
			if !r.settle(i) {
				return false
			}
		} else if b.quotes != 0 {
			r.settleQuotes(i)
		}
		r.before.n += bits.OnesCount64(b.letters)
		r.before.words += bits.OnesCount64(b.others)
	}
	p.n = pressAll(p, count)
	p.close()
	return true
}

// settle changes the sets of a block, and if need be those around it, to what comes of what is
// special in it. It reports whether there is room for that.
func (r *reader) settle(at int) bool {
	b := &r.blocks[at]
	for todo := b.special | b.quotes; todo != 0; {
		i := bits.TrailingZeros64(todo)
		from := at*blockSize + i
		switch c := r.text[from]; {
		case c >= utf8.RuneSelf:
			if !r.character(at, i) {
				return false
			}
		case c == '"':
			r.closing(at, i)
			r.opening(at, i)
		case c == 'u': // behind a backslash, which is not special here
			if char, size := unescape(r.text[from-1:]); size > 0 {
				r.replace(from, size-1, char)
			}
		default:
			r.change(at, i)
		}
		todo = (b.special | b.quotes) &^ (2<<i - 1)
	}
	return true
}

// character reads what is beyond ASCII in a block. It reports whether there is room for what counts
// of it.
func (r *reader) character(at, i int) bool {
	from := at*blockSize + i
	size := smallLetter((*[3]byte)(r.page.text[from:]))
	if size == 0 {
		var char rune
		if char, size = utf8.DecodeRune(r.text[from:]); counted(char) != char {
			return r.replace(from, size, char)
		}
	}
	r.letters(from, size)
	return true
}

// letters makes letters of a few bytes of the text.
func (r *reader) letters(from, size int) {
	at, i, all := from/blockSize, from%blockSize, uint64(1)<<size-1
	r.blocks[at].letters |= all << i
	r.blocks[at].special &^= all << i
	if i+size > blockSize {
		r.blocks[at+1].letters |= all >> (blockSize - i)
		r.blocks[at+1].special &^= all >> (blockSize - i)
	}
}

// smallLetter returns how many bytes a letter takes that is small, or neither small nor a capital,
// of those that [counted] knows without a look at tables; else 0.
func smallLetter(text *[3]byte) int {
	switch c, d := text[0], text[1]; {
	case c >= 0xe4 && c <= 0xe9 && d>>6 == 2 && text[2]>>6 == 2: // most of Han, U+4000 to U+9FFF
		return 3
	case c == 0xc3 && d >= 0x9f && d < 0xc0 && d != 0xb7: // U+00DF to U+00FF, but for the sign of division
		return 2
	}
	return 0
}

// replace puts what counts of a character in the place of a part of the text that stands for it,
// and reports whether there is room for that.
func (r *reader) replace(from, size int, char rune) bool {
	r.cut(from, from+size)
	b, bit := &r.blocks[from/blockSize], uint64(1)<<(from%blockSize)
	switch small := counted(char); small {
	case nothing:
	case end:
		b.others |= bit
		b.apart |= bit
	default:
		n := utf8.RuneLen(small)
		if n > size {
			return false
		}
		utf8.EncodeRune(r.small[from:], small)
		r.letters(from, n)
	}
	return true
}

// settleQuotes is settle for a block in which nothing but quotes is special. Of these, only
// those need a look which are behind a key or several words. A letter is added to what is
// not a quote to carry a bit to the next one.
func (r *reader) settleQuotes(at int) {
	b := &r.blocks[at]
	quotes, keys := b.quotes, b.keys
	if bits.OnesCount64(b.letters&b.inKeys) < gramSize {
		b.letters &^= b.inKeys
		b.others &^= b.inKeys
		keys = 0
	}
	strings := (^quotes + b.letters) & (^quotes + b.others&^quotes)
	for todo := quotes & (strings | keys | -quotes); todo != 0; todo &= todo - 1 {
		i := bits.TrailingZeros64(todo)
		if before := quotes & (1<<i - 1); before != 0 {
			r.opening(at, bits.Len64(before)-1)
		}
		r.closing(at, i)
	}
	r.opening(at, bits.Len64(quotes)-1)
}

// opening marks what a quote begins that is in a block.
func (r *reader) opening(at, i int) {
	n, words := r.until(at, i)
	r.quoted[0] = mark{n, words + 1, r.nspans, at*blockSize + i + 1}
}

// closing reads what a quote ends that is in a block.
func (r *reader) closing(at, i int) {
	m := &r.quoted[0]
	if m.after == 0 {
		return
	}
	n, words := r.until(at, i)
	switch size := n - m.n; {
	case size < gramSize && r.blocks[at].keys>>i&1 != 0:
		r.takeBack(m)
		r.takenBack(at, i, m.after, m.n, m.words)
	case size >= minValue && size <= maxValue && words > m.words:
		r.phrase(m.n, n, m.after)
	}
}

// until returns how many letters are before a place in a block, and how many words end there.
func (r *reader) until(at, i int) (n, words int) {
	b, below := &r.blocks[at], uint64(1)<<i-1
	return r.before.n + bits.OnesCount64(b.letters&below), r.before.words + bits.OnesCount64(b.others&below)
}

// takenBack cuts what was taken back from a place in the text to one in a block, so that there
// are so many letters and words before it.
func (r *reader) takenBack(at, i, from, n, words int) {
	r.cut(from, at*blockSize+i)
	b, below := &r.blocks[at], uint64(1)<<i-1
	r.before.n, r.before.words = n-bits.OnesCount64(b.letters&below), words-bits.OnesCount64(b.others&below)
}

// change reads an apostrophe or an @ in a block as if the page were written at once.
func (r *reader) change(at, i int) {
	r.i = at*blockSize + i
	r.n, r.words = r.until(at, i)
	words := r.words
	if key := r.special(r.text[r.i]); key > 0 {
		words = r.words - 1
		r.takenBack(at, i, key, r.n, words)
	}
	if r.words > words {
		r.blocks[at].others |= 1 << i
		r.blocks[at].apart |= 1 << i
	}
}

// cut leaves nothing in the sets of a part of the text.
func (p *page) cut(from, to int) {
	for i := from / blockSize; i*blockSize < to; i++ {
		p.blocks[i].keep(^within(i, from, to))
	}
}

// keep leaves those bytes that are in a mask.
func (b *block) keep(mask uint64) {
	b.letters &= mask
	b.others &= mask
	b.special &= mask
	b.quotes &= mask
	b.keys &= mask
	b.inKeys &= mask
}
