package catalog

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameWords goes over the words of an identifier, in small letters: parted by signs,
// and where a capital begins a word.
func nameWords(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for i := 0; i <= len(name); {
			r, size := utf8.DecodeRuneInString(name[i:])
			border := i == len(name) || !unicode.IsLetter(r) && !unicode.IsDigit(r)
			if (border || unicode.IsUpper(r) && startsWord(name, i)) && i > start {
				if !yield(strings.ToLower(name[start:i])) {
					return
				}
				start = i
			}
			if i += max(size, 1); border {
				start = i
			}
		}
	}
}

// startsWord reports whether the capital at i begins a word: after a small letter or
// digit, or before a small one.
func startsWord(name string, i int) bool {
	return i > 0 && (name[i-1] >= 'a' && name[i-1] <= 'z' || name[i-1] >= '0' && name[i-1] <= '9' ||
		i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z')
}

// wordsIn counts the words of a name.
func wordsIn(name string) (n int) {
	for range nameWords(name) {
		n++
	}
	return n
}

// skeleton is what a name looks like: one letter for those that are drawn alike, no
// case, no signs, no plural. Names with one skeleton are taken for each other. It is a
// subset of UTS 39, section 4: the look-alikes of Latin letters in Greek, Cyrillic and
// the compatibility blocks, digits that look like letters, and what is not displayed.
func skeleton(name string) string {
	b := make([]byte, 0, len(name))
	for _, r := range name {
		if r >= utf8.RuneSelf {
			r = latin(r)
		}
		switch {
		case r >= 'A' && r <= 'Z':
			r |= 0x20
		case r == '_' || r == '-' || r == '.' || r == ' ' || r == '/' || r == ':' || r == 0:
			continue
		}
		b = utf8.AppendRune(b, alike(r))
	}
	return strings.TrimSuffix(string(b), "s")
}

// alike folds signs of ASCII that are drawn alike.
func alike(r rune) rune {
	switch r {
	case '1', '|', 'i':
		return 'l'
	case '0':
		return 'o'
	case '5':
		return 's'
	}
	return r
}

// latin returns the Latin letter that a character is drawn like, 0 for what is not
// displayed, or the character.
func latin(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E: // full width
		return r - 0xFEE0
	case r >= 0x1D400 && r <= 0x1D6A3: // mathematical alphabets of 52 letters each
		letter := (r - 0x1D400) % 52
		if letter < 26 {
			return 'a' + letter
		}
		return 'a' + letter - 26
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		return 0
	}
	if i := strings.IndexRune(lookAlikes, r); i >= 0 {
		return rune(lookLike[utf8.RuneCountInString(lookAlikes[:i])])
	}
	return unicode.ToLower(r)
}

// lookAlikes are drawn as the letters at the same place of lookLike; confusables.txt of
// UTS 39, and letters with a mark that is easily overlooked.
const (
	lookAlikes = "аеорсухіјѕһԁԛԝьАЕОРСУХІЈЅНВКМТαοινρτυκχΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɑɡɩʟсℓⅼⅰօսհոցáàâäãåéèêëíìîïóòôöõúùûüñçşšžýÿ"
	lookLike   = "aeopcyxijshdqwbaeopcyxijshbkmtaoivptukxabezhikmnoptyxiagilclliouhngaaaaaaeeeeiiiiooooouuuuncsszyy"
)

// nearly reports whether two skeletons differ by one letter, added, missing or another.
// Short ones differ by one all the time: it is about eight letters and more. Digits
// count things: names that differ by one are not meant to be taken for each other.
func nearly(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 8 || len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if isDigit(b[i]) || i < len(a) && isDigit(a[i]) {
		return false
	}
	if len(a) == len(b) {
		return a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }
