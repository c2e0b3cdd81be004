package instruction

import "unicode/utf8"

// A reader goes through a text once, word by word.
type reader struct {
	text  string
	place Place

	word  int32 // number of the word that is read
	s     sentence
	best  Evidence
	logit float32 // of the best

	spelled spelling
	sign    rune    // the sign of Chinese, Japanese or Korean just read, 0 if there is none
	opened  int     // where a '<' ends that was written as an escape
	tags    classes // of the tags that were opened
	// identifier is the last one of which a word was looked up.
	identifier identifier
	inner      bool // the text was decoded from another
	work       int  // steps beyond the one for each byte; a test holds them against the length
}

// What a byte is to the reader.
const (
	letter = iota
	digit
	high      // part of a character beyond ASCII
	gap       // ends a word
	pause     // a comma
	quotation // a double quote
	mark      // ends a clause or a sentence, or says something itself
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
	for _, c := range []byte(".!?:;|{}\n\r'\\<>[])#*@$~") {
		kinds[c] = mark
	}
	kinds[','], kinds['"'] = pause, quotation
	return kinds
}()

func (r *reader) run() {
	r.begin()
	r.blocks()
	r.end(len(r.text))
}

func (r *reader) begin() {
	r.word = 1 << 10 // far from the zero of sentence.last
	r.opened = -1
	r.s.open(0, r.word)
}

// token reads the word or the sign that begins at text[i] and returns where reading goes on.
func (r *reader) token(i int) int {
	switch kinds[r.text[i]] {
	case letter:
		j := i + 1
		for j < len(r.text) && kinds[r.text[j]] == letter {
			j++
		}
		if j < len(r.text) && kinds[r.text[j]] <= high {
			return r.odd(i)
		}
		return r.plain(i, j)
	case pause:
		r.s.comma = r.word + 1
	case quotation:
		r.quote(i)
	case mark:
		return r.mark(i)
	case digit:
		return r.number(i)
	case high:
		return r.odd(i)
	}
	return i + 1
}

// plain reads the word text[i:j] of ASCII letters and returns where reading goes on.
func (r *reader) plain(i, j int) int {
	n := j - i
	r.word++
	if n > longest {
		return r.decode(i, j)
	}
	head, tail := lower(r.text, i, j)
	if c := words.get(head, tail, n); c != 0 {
		r.known(i, j, c)
	} else if n >= shortestGlued && r.text[i+1] <= 'Z' && r.text[j-1] >= 'a' {
		r.glued(i, j)
	}
	if n == 1 {
		r.single(i)
	}
	return j
}

// shortestGlued is the length of the shortest word with capitals in front that is taken for two.
const shortestGlued = 7

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

// number reads digits; with letters behind them they may be a word in disguise.
func (r *reader) number(i int) int {
	j := i + 1
	for j < len(r.text) && kinds[r.text[j]] == digit {
		j++
	}
	if j < len(r.text) && kinds[r.text[j]] <= high {
		return r.odd(i)
	}
	r.word++
	return j
}

// mixed reads the word text[i:j] of ASCII letters and digits and returns where reading goes on.
func (r *reader) mixed(i, j int) int {
	r.sign = 0
	r.word++
	r.work += j - i
	if j-i >= shortestCode {
		return r.decode(i, j)
	}
	var f folded
	for k := i; k < j; k++ {
		f.plain(r.text[k])
	}
	r.folded(&f, i, j)
	return j
}

// odd reads a word with digits or characters beyond ASCII and returns its end.
func (r *reader) odd(i int) int {
	var f folded
	j := i
	for j < len(r.text) {
		k := kinds[r.text[j]]
		if k > high {
			break
		}
		if k != high {
			f.plain(r.text[j])
			j++
			continue
		}
		c, size := utf8.DecodeRuneInString(r.text[j:])
		if outside(c) {
			if j == i {
				r.stop(c, j+size)
				return j + size
			}
			break
		}
		r.count(c)
		f.rune(c)
		j += size
	}
	r.sign = 0
	r.word++
	r.work += j - i
	if f.len >= shortestCode && f.ascii {
		return r.decode(i, j)
	}
	r.folded(&f, i, j)
	return j
}

// folded looks up the folded word that stands at text[i:j].
func (r *reader) folded(f *folded, i, j int) {
	c, disguise := f.classes()
	if c == 0 {
		return
	}
	if disguise {
		c |= disguised.set()
	}
	r.known(i, j, c)
}
