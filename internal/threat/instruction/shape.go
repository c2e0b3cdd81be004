package instruction

// shaped are the classes of words of which the signs around them, or their form, say more.
const shaped = 1<<label | turns | 1<<path | 1<<freed | 1<<informing | 1<<you

// beside are the signs that say something next to a word of any class.
var beside = [256]uint8{'_': 1, ':': 1}

// meant returns the classes that the word text[i:j] has where it stands, and notes what the signs
// around it say.
func (r *reader) meant(i, j int, c classes) classes {
	if i == 0 || j == len(r.text) || c&shaped != 0 || beside[r.text[i-1]]|beside[r.text[j]] != 0 {
		return r.narrowed(i, j, r.shape(i, j, c))
	}
	if r.capitals(i, j) {
		c |= capital.set()
	}
	return c
}

// capitals tells whether the word text[i:j] is in capitals.
func (r *reader) capitals(i, j int) bool {
	return j-i > 2 && r.text[i] <= 'Z' && r.text[j-1] <= 'Z'
}

// shape notes what the signs around the word text[i:j] say, and returns the classes that it
// has in them.
func (r *reader) shape(i, j int, c classes) classes {
	if r.capitals(i, j) {
		c |= capital.set()
	}
	if i > 0 && c&(label.set()|turns) != 0 {
		r.border(i, j, c)
	}
	if j < len(r.text) && r.text[j] == ':' {
		r.title(c)
	}
	if c&model.set() != 0 && r.vocative(j) {
		r.s.hits |= addressed.set()
	}
	return r.narrow(i, j, c)
}

// narrow removes the classes that a word has only in a certain form.
func (r *reader) narrow(i, j int, c classes) classes {
	if c&path.set() != 0 && (i == 0 || r.text[i-1] != '/' && r.text[i-1] != '.') {
		c &^= path.set()
	}
	if c&capital.set() != 0 {
		return c
	}
	if j-i == 3 {
		c &^= freed.set() // Dan is a name
	}
	if r.joined(i, j) {
		return 0
	}
	return c
}

// title notes a word of class c that a colon follows near the beginning of a sentence.
func (r *reader) title(c classes) {
	n := r.word - r.s.first
	if c&(1<<urgent|1<<task) != 0 && n <= 3 {
		r.s.hits |= heading.set()
	}
	if c&(1<<system|1<<model|1<<user) != 0 && n <= 1 {
		r.s.hits |= roleLabel.set()
	}
}

// turns are the words that tags around the turns of a conversation have in their names.
const turns = 1<<tool | 1<<system | 1<<user | 1<<model | 1<<orders

// border notes the name text[i:j] of a tag. One that closes what nothing opened pretends
// that what a model was given ends here.
func (r *reader) border(i, j int, c classes) {
	if c&label.set() != 0 && (i == r.opened || r.tag(i, j, c)) {
		r.s.hits |= tagged.set()
	}
	switch {
	case r.text[i-1] == '<' || i == r.opened:
		r.tags |= c
	case i > 1 && r.text[i-2:i] == "</" && r.tags&c == 0:
		r.s.hits |= forgedEnd.set()
	}
}

// vocative tells whether a word that ends at j calls somebody: it stands at the beginning
// of a clause, after one word at most, and a comma or a colon follows.
func (r *reader) vocative(j int) bool {
	s := &r.s
	if r.word-s.first > 1 && (r.word < s.clause || r.word-s.clause > 1) {
		return false
	}
	return j < len(r.text) && (r.text[j] == ',' || r.text[j] == ':')
}

// tag tells whether the name text[i:j] of a block stands in brackets that open one.
func (r *reader) tag(i, j int, c classes) bool {
	switch r.text[i-1] {
	case '<', '|':
		return true
	case '[':
		return c&capital.set() != 0 || j < len(r.text) && r.text[j] == ']'
	case '(':
		return j < len(r.text) && (r.text[j] == ')' || r.text[j] == '_')
	case '_':
		return c&capital.set() != 0
	}
	return false
}

// joined tells whether the word text[i:j] is a part of an identifier. Underscores with nothing on
// their other side are marks of emphasis, and one of many words is a sentence.
func (r *reader) joined(i, j int) bool {
	after := j < len(r.text) && r.text[j] == '_' && r.goesOn(j, 1)
	before := i > 0 && r.text[i-1] == '_' && r.text[i] >= 'a' && r.goesOn(i-1, -1)
	return (after || before) && !r.long(i, j)
}

// goesOn tells whether letters or digits follow the underscores at i, in one direction.
func (r *reader) goesOn(i, step int) bool {
	for i >= 0 && i < len(r.text) && r.text[i] == '_' {
		i += step
		r.work++
	}
	return i >= 0 && i < len(r.text) && kinds[r.text[i]] <= high
}

const (
	// manyParts are more than an identifier has that somebody has chosen.
	manyParts = 7
	// maxIdentifier is how far the parts of one are counted; behind that they are those of another.
	maxIdentifier = 256
)

// identifier is one that was read last: where it ends, and whether it has many parts.
type identifier struct {
	end  int
	long bool
}

// long tells whether the identifier around text[i:j] has many parts. It is read once.
func (r *reader) long(i, j int) bool {
	if j <= r.identifier.end {
		return r.identifier.long
	}
	parts, k := 1, i
	for ; k > max(0, i-maxIdentifier) && r.named(k-1); k-- {
		parts += r.begins(k, k-1)
	}
	r.work += i - k
	for k = j; k < min(len(r.text), j+maxIdentifier) && r.named(k); k++ {
		parts += r.begins(k-1, k)
	}
	r.work += k - j
	r.identifier = identifier{k, parts >= manyParts}
	return r.identifier.long
}

// named tells whether the byte at i is one of an identifier.
func (r *reader) named(i int) bool { return r.text[i] == '_' || kinds[r.text[i]] <= high }

// begins is 1 if a part begins or ends at a byte, away from an underscore beside it.
func (r *reader) begins(beside, i int) int {
	if r.text[beside] == '_' && r.text[i] != '_' {
		return 1
	}
	return 0
}
