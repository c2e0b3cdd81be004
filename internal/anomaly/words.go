package anomaly

import "iter"

// words yields the words of a name, whether they are joined by capitals or by what is no
// letter: read_file, readFile, ReadURL.
func words(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for i := range len(name) + 1 {
			if i < len(name) && !border(name, i, start) {
				continue
			}
			if i > start && !yield(name[start:i]) {
				return
			}
			start = i
			if i < len(name) && !letter(name[i]) {
				start++
			}
		}
	}
}

// border reports whether a word that begins at start has ended before a byte.
func border(name string, at, start int) bool {
	c := name[at]
	if !letter(c) {
		return true
	}
	return at > start && upper(c) && (!upper(name[at-1]) || at+1 < len(name) && lower(name[at+1]))
}

func letter(c byte) bool { return upper(c) || lower(c) || c >= 0x80 }
func upper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func lower(c byte) bool  { return c >= 'a' && c <= 'z' }
