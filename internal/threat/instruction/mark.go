package instruction

import "strings"

// mark reads a sign and returns where reading goes on.
func (r *reader) mark(i int) int {
	switch r.text[i] {
	case '\'':
		r.quote(i)
	case '.':
		if i+1 == len(r.text) || !inside(r.text[i+1]) {
			r.end(i + 1)
		}
	case '!':
		r.s.seen |= exclaim.set()
		r.end(i + 1)
	case '?':
		r.s.seen |= question.set()
		r.end(i + 1)
	case ':':
		r.colon(i)
	case ';':
		r.s.clause = r.word + 1
	case '|', '{', '}', '\r':
		r.bar(i)
	case '\n':
		return r.line(i, i+1)
	case '\\':
		return r.escape(i)
	case '@', '$', '~':
		r.symbol(i)
	case '<':
		if j := r.inline(i); j > i {
			return j
		}
		r.bracket(i)
	default:
		r.bracket(i)
	}
	return i + 1
}

// symbol notes the signs of a mail address, a sum of money and a home directory.
func (r *reader) symbol(i int) {
	if i+1 == len(r.text) {
		return
	}
	next := r.text[i+1]
	switch r.text[i] {
	case '@':
		if i > 0 && kinds[r.text[i-1]] <= high && kinds[next] <= high {
			r.s.seen |= address.set()
		}
	case '$':
		if kinds[next] == digit {
			r.s.seen |= amount.set()
		}
	case '~':
		if next == '/' {
			r.s.seen |= path.set()
		}
	}
}

// inside tells whether a full stop before this byte belongs to a number or a name.
func inside(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '/' || c == ','
}

// bar ends a sentence; a bar after a '<' opens the marker of a chat template.
func (r *reader) bar(i int) {
	if r.text[i] == '|' && i > 0 && r.text[i-1] == '<' && i+1 < len(r.text) && kinds[r.text[i+1]] == letter {
		r.s.hits |= chatMarker.set()
		return
	}
	if r.text[i] == '|' && i+1 < len(r.text) && r.text[i+1] == '>' {
		return
	}
	r.end(i + 1)
}

// line ends a sentence unless the next line goes on with a small letter. The line end
// itself is text[i:j].
func (r *reader) line(i, j int) int {
	for j < len(r.text) && r.text[j] == ' ' {
		j++
	}
	if j < len(r.text) && r.text[j] >= 'a' && r.text[j] <= 'z' {
		return j
	}
	r.work += j - i
	r.end(i)
	r.s.start = j
	return j
}

// quote ends a sentence if it ends or begins a value: one of the signs of JSON is next to it.
func (r *reader) quote(i int) {
	text := r.text
	before := i > 0 && (opens[text[i-1]] || text[i-1] == ' ' && i > 1 && opens[text[i-2]])
	after := i+1 < len(text) && (closes[text[i+1]] || text[i+1] == ',' && !r.prose(i+2))
	if before || after || i == 0 {
		r.end(i)
		r.s.field = before
	}
}

// opens and closes tell the signs before and behind a quoted value.
var (
	opens  = [256]bool{':': true, ',': true, '[': true, '{': true, '(': true, '=': true}
	closes = [256]bool{':': true, ']': true, '}': true}
)

// prose tells whether a word follows, as it does after a comma in a sentence.
func (r *reader) prose(i int) bool {
	return i+1 < len(r.text) && r.text[i] == ' ' && kinds[r.text[i+1]] == letter
}

// colon begins a clause, unless it belongs to a name or to an address of the web.
func (r *reader) colon(i int) {
	switch rest := r.text[i+1:]; {
	case rest == "" || rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\\':
		r.s.clause = r.word + 1
		r.headline(i)
	case strings.HasPrefix(rest, "//"):
		r.s.seen |= link.set()
	}
}

// headline notes a heading in capitals of two to five words before text[i], such as a
// notice has.
func (r *reader) headline(i int) {
	s := &r.s
	n := r.word - s.first + 1
	if i < 2 || n < 2 || n > 5 || s.seen&capital.set() == 0 || r.text[i-1] < 'A' || r.text[i-1] > 'Z' {
		return
	}
	if s.seen&(1<<system|1<<urgent|1<<secured|1<<task) != 0 {
		s.hits |= capsHeading.set()
	}
}

// formatting are the tags of HTML that set words off within a sentence (HTML, section 4.5).
var formatting = map[string]bool{
	"a": true, "b": true, "i": true, "u": true, "s": true, "em": true, "strong": true, "small": true, "big": true, "mark": true, "code": true,
	"kbd": true, "samp": true, "var": true, "sub": true, "sup": true, "span": true, "font": true, "tt": true, "q": true, "cite": true,
	"abbr": true, "dfn": true, "ins": true, "del": true, "bdi": true, "wbr": true,
}

// longestTag is the length of the longest of them.
const longestTag = len("strong")

// inline returns where reading goes on behind a tag that only formats, which ends no sentence, or i.
// Attributes are read if they say more than a few words.
func (r *reader) inline(i int) int {
	name := i + 1
	if name < len(r.text) && r.text[name] == '/' {
		name++
	}
	end := name
	for end < len(r.text) && end-name <= longestTag && kinds[r.text[end]] == letter {
		end++
	}
	r.work += end - i
	if end == len(r.text) || !formatting[strings.ToLower(r.text[name:end])] {
		return i
	}
	words := 0
	for k := end; k < min(len(r.text), end+maxAttributes) && words <= fewWords; k++ {
		r.work++
		if r.text[k] == '>' {
			return k + 1
		}
		if kinds[r.text[k]] <= high && kinds[r.text[k-1]] > high {
			words++
		}
	}
	return i
}

const (
	// maxAttributes is how long attributes are that may be passed over.
	maxAttributes = 64
	// fewWords are no sentence.
	fewWords = 3
)

// bracket handles signs that set a part of the text off.
func (r *reader) bracket(i int) {
	text := r.text
	switch text[i] {
	case '<':
		r.end(i)
		if i+4 <= len(text) && text[i:i+4] == "<!--" {
			r.s.seen |= comment.set()
		}
	case '>', ']':
		r.s.clause = r.word + 1
	case '[', ')':
		r.s.clause = r.word + 1
	case '#', '*':
		if i+1 < len(text) && text[i+1] == ' ' {
			r.s.clause = r.word + 1
		}
	}
}
