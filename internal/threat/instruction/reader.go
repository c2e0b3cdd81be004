package instruction

import "unicode/utf8"

// A reader goes through a text once, word by word.
type reader struct {
	text  string
	place Place
	work  int // bytes and words looked at; for the test that it is linear

	word  int32 // number of the word that is read
	s     sentence
	best  Evidence
	logit float32 // of the best

	letters [longest]byte // the letters of a word that is spelled out
	spelled int
	next    int // where the next of them would stand
}

// What a byte is to the reader.
const (
	letter = iota
	gap    // ends a word
	digit
	high // part of a character beyond ASCII
	mark // ends a clause or a sentence, or says something itself
)

var kinds = func() (kinds [256]uint8) {
	for c := range kinds {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			kinds[c] = letter
		case c >= '0' && c <= '9':
			kinds[c] = digit
		case c >= utf8.RuneSelf:
			kinds[c] = high
		default:
			kinds[c] = gap
		}
	}
	for _, c := range []byte(".!?,:;\n\r\"'\\`<>[]{}()|@$_~/#*") {
		kinds[c] = mark
	}
	return kinds
}()

func (r *reader) run() {
	text := r.text
	r.word = 1 << 10 // far from the zero of sentence.last
	r.s.open(0, r.word)
	for i := 0; i < len(text); {
		switch kinds[text[i]] {
		case letter:
			j := i + 1
			for j < len(text) && kinds[text[j]] == letter {
				j++
			}
			if j < len(text) && (kinds[text[j]] == digit || kinds[text[j]] == high) {
				i = r.odd(i)
				continue
			}
			r.plain(i, j)
			i = j
		case gap:
			i++
		case mark:
			i = r.mark(i)
		default:
			i = r.odd(i)
		}
	}
	r.end(len(text))
}

// plain reads the word text[i:j] of ASCII letters.
func (r *reader) plain(i, j int) {
	n := j - i
	if n == 1 {
		r.single(i)
	}
	if n <= longest {
		head, tail := lower(r.text, i, j)
		if c := words.find(head, tail, n); c != 0 {
			r.known(i, j, c)
		} else if n > 6 && r.text[i+1] <= 'Z' && r.text[j-1] >= 'a' {
			r.glued(i, j)
		}
	}
	r.word++
}

// glued reads a word that stands directly behind one in capitals, as text does that was
// put in without a space.
func (r *reader) glued(i, j int) {
	for r.text[i+1] <= 'Z' {
		i++
	}
	if n := j - i; n > 2 {
		head, tail := lower(r.text, i, j)
		if c := words.find(head, tail, n); c != 0 {
			r.s.first, r.s.clause = r.word, r.word
			r.known(i, j, c)
		}
	}
}

// odd reads a word with digits or characters beyond ASCII and returns its end.
func (r *reader) odd(i int) int {
	var f folded
	j := i
	for j < len(r.text) {
		b := r.text[j]
		k := kinds[b]
		if k == letter || k == digit {
			f.plain(b)
			j++
			continue
		}
		if k != high {
			break
		}
		c, size := utf8.DecodeRuneInString(r.text[j:])
		if next, stop := r.rune(c, j, size); stop {
			if next && j > i {
				break
			}
			if next {
				return j + size
			}
		}
		f.rune(c)
		j += size
	}
	if c, disguise := f.classes(); c != 0 {
		if disguise {
			c |= disguised.set()
		}
		r.known(i, j, c)
	}
	r.word++
	return j
}

// rune handles the characters that no word goes on with.
func (r *reader) rune(c rune, j, size int) (consumed, stop bool) {
	switch {
	case c == utf8.RuneError, c >= 0x2010 && c < 0x2060 && !invisible(c), c == 0xa0, c == 0x3000, c == 0xe0020:
		return true, true
	case c == '。', c == '！', c == '？', c == '；', c == '…', c == '؟', c == '।':
		r.end(j + size)
		return true, true
	case c == '，', c == '、', c == '：', c == '،', c == '¿', c == '¡', c == '「', c == '」', c == '“', c == '”':
		r.s.clause = r.word + 1
		return true, true
	case c >= 0x2e80 && c < 0xd7b0:
		r.pair(c, j, size)
		return true, true
	case c >= 0x2100 && c < 0x24b6, c >= 0x2500 && c < 0x2e80, c >= 0x1f300 && c < 0x20000:
		return true, true
	}
	if c >= 0xe0041 && c <= 0xe007a {
		r.s.tags++
	}
	return false, false
}

// pair looks up a sign of Chinese, Japanese or Korean together with the next.
func (r *reader) pair(c rune, j, size int) {
	r.word++
	if j+size >= len(r.text) {
		return
	}
	next, _ := utf8.DecodeRuneInString(r.text[j+size:])
	var f folded
	f.rune(c)
	if c == '请' || c == '請' {
		r.known(j, j+size, please.set())
	}
	f.rune(next)
	head, tail := f.key()
	if c := words.find(head, tail, f.len); c != 0 {
		r.known(j, j+size, c)
	}
}

// single reads a letter that stands alone. A run of them, each one sign from the last, is a
// word that is spelled out; its letters are looked up whenever one is added.
func (r *reader) single(i int) {
	if i != r.next || i == 0 {
		r.spelled = 0
	}
	r.next = i + 2
	if r.spelled == len(r.letters) {
		copy(r.letters[:], r.letters[1:])
		r.spelled--
	}
	r.letters[r.spelled] = r.text[i] | ' '
	r.spelled++
	for n := 5; n <= r.spelled && n <= 12; n++ {
		var f folded
		for _, b := range r.letters[r.spelled-n : r.spelled] {
			f.plain(b)
		}
		if c, _ := f.classes(); c&(ignoring.set()|orders.set()|previous.set()|secret.set()|system.set()) != 0 {
			r.known(i, i+1, c|disguised.set())
			return
		}
	}
}
