package instruction

import "unicode/utf8"

// A folded word is how a reader sees it: small letters without accents, invisible
// characters gone, wide and ornamental letters plain. Cyrillic and Arabic letters take
// one byte each, so that long words of those scripts fit.
type folded struct {
	bytes    [longest]byte
	len      int  // above longest: the word is longer than any in the lexicon
	ascii    bool // it has plain Latin letters
	digits   bool
	cyrillic bool // or Greek
	strange  bool // something was folded that only a disguise needs
}

func (f *folded) add(b byte) {
	if f.len < longest {
		f.bytes[f.len] = b
	}
	f.len++
}

// rot13 turns a word of more than four small letters into what it is in ROT13.
func (f *folded) rot13() bool {
	if f.len < 5 || f.len > longest {
		return false
	}
	for k, b := range f.bytes[:f.len] {
		if b < 'a' || b > 'z' {
			return false
		}
		f.bytes[k] = 'a' + (b-'a'+13)%26
	}
	return true
}

// rune adds a character.
func (f *folded) rune(r rune) {
	switch {
	case r < utf8.RuneSelf:
		f.plain(byte(r))
	case invisible(r):
		f.strange = true
	case r >= 0xc0 && r < 0x180:
		f.add(latin[r-0xc0])
	case r >= 0x391 && r < 0x3ca:
		f.cyrillic = true
		f.add(0xd0 + byte(r-0x391)%0x20)
	case r >= 0x400 && r < 0x460:
		f.cyrillic = true
		f.add(smallCyrillic(r))
	case r >= 0x620 && r < 0x660:
		f.add(0xb0 + byte(r-0x620)%0x40)
	default:
		f.ornamental(r)
	}
}

func (f *folded) plain(b byte) {
	switch {
	case b >= '0' && b <= '9':
		f.digits = true
		f.add(b)
	default:
		f.ascii = true
		f.add(b | ' ')
	}
}

// ornamental adds a letter of the wide, mathematical, circled and tag forms as the
// plain one, and anything else as it is.
func (f *folded) ornamental(r rune) {
	p, ok := plainForm(r)
	if ok {
		f.strange = true
		f.plain(p)
		return
	}
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		f.add(c)
	}
}

// plainForm returns the ASCII letter that a character is a form of (Unicode 16, blocks
// Halfwidth and Fullwidth Forms, Mathematical Alphanumeric Symbols, Enclosed
// Alphanumerics, Latin Extended Additional, Tags).
func plainForm(r rune) (byte, bool) {
	switch {
	case r >= 0xff21 && r <= 0xff5a:
		return byte(r - 0xff21 + 'A'), true
	case r >= 0x1d400 && r < 0x1d6a4:
		k := (r - 0x1d400) % 52
		return byte('a' + k%26), true
	case r >= 0x24b6 && r < 0x24ea:
		return byte('a' + (r-0x24b6)%26), true
	case r >= 0x1f130 && r < 0x1f18a:
		return byte('a' + (r-0x1f130)%32%26), true
	case r >= 0xe0041 && r <= 0xe007a:
		return byte(r - 0xe0000), true
	case r >= 0x1e00 && r < 0x1f00:
		return latinAdditional[(r-0x1e00)/2], true
	}
	return 0, false
}

// invisible tells characters that are drawn as nothing.
func invisible(r rune) bool {
	return r == 0xad || r == 0x34f || r == 0x61c || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2060 && r <= 0x2064 || r >= 0xfe00 && r <= 0xfe0f || r == 0xfeff || r >= 0x300 && r < 0x370
}

func smallCyrillic(r rune) byte {
	switch {
	case r < 0x410:
		r += 0x50
	case r < 0x430:
		r += 0x20
	}
	return byte(0x80 + r - 0x430)
}

// latin are the letters from U+00C0 to U+017F without their accents.
const latin = "aaaaaaaceeeeiiii" + "dnooooo_ouuuuyts" + "aaaaaaaceeeeiiii" + "dnooooo_ouuuuyty" +
	"aaaaaaccccccccdd" + "ddeeeeeeeeeegggg" + "gggghhhhiiiiiiii" + "iiiijjkkklllllll" +
	"lllnnnnnnnnnoooo" + "oooorrrrrrssssss" + "ssttttttuuuuuuuu" + "uuuuwwyyyzzzzzzs"

// latinAdditional are those from U+1E00, one for each pair of a capital and a small letter.
const latinAdditional = "abbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvv" +
	"wwwwwxxyzzzhwassaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyysss"

// key is what a table is asked with.
func (f *folded) key() (head, tail uint64) {
	n := min(f.len, longest)
	for k := min(n, 8) - 1; k >= 0; k-- {
		head = head<<8 | uint64(f.bytes[k])
	}
	if n > 8 {
		for k := n - 1; k >= n-8; k-- {
			tail = tail<<8 | uint64(f.bytes[k])
		}
	}
	return head, tail
}

// classes returns those of the word as it is, and if there are none, as it would be
// read: digits and letters of other alphabets taken for the Latin ones they look like.
// The second result tells that the word was written to be read by a person or a model
// but not by a filter.
func (f *folded) classes() (classes, bool) {
	if f.len > longest || f.len < 2 {
		return 0, false
	}
	head, tail := f.key()
	if c := words.find(head, tail, f.len); c != 0 {
		return c, f.strange && f.ascii
	}
	if !f.ascii || !f.digits && !f.cyrillic {
		return 0, false
	}
	for k, b := range f.bytes[:f.len] {
		f.bytes[k] = lookAlike(b)
	}
	head, tail = f.key()
	c := words.find(head, tail, f.len)
	return c, c != 0
}

// lookAlikes are those of each ASCII letter and digit.
var lookAlikes = func() (of [256]uint8) {
	for b := range of {
		of[b] = lookAlike(uint8(b))
	}
	return of
}()

// lookAlike returns the Latin letter that a digit, a Cyrillic or a Greek letter, as
// folded, looks like.
func lookAlike(b byte) byte {
	const (
		signs   = "013457" + "\x80\x85\x8e\x90\x91\x93\x95\xa6\xa8\xa5\x8a\x8c\x92\x82\x8d" + "\xd0\xde\xd4\xe0\xdc"
		letters = "oieast" + "aeopcyxijskmtbh" + "aoepv"
	)
	for i := range len(signs) {
		if signs[i] == b {
			return letters[i]
		}
	}
	return b
}
