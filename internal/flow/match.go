package flow

// Match says how much of a text is from a source.
type Match struct {
	// Source is the number that Result was given.
	Source uint8
	// Encoded is set if some of it was in base64 or hex.
	Encoded bool
	// Values is how many ids, numbers and e-mail addresses there are, also within passages,
	// and Names how many short strings without such digits: of persons, but also of
	// towns and products. A name alone is weak evidence.
	Values, Names int
	// Bytes is about how many letters and digits it is, in bytes of UTF-8. Of a passage,
	// up to stride at each end are missing, and what lies between two of a source is
	// counted if it is short. Only 32 without Values are a single passage, which records
	// of one form may share.
	Bytes int
	// Share is about which part of the text this is, 0 to 1.
	Share float32
}

// kind is of what a part of a text is a copy.
type kind uint8

const (
	passage kind = iota
	exact
	name
)

// MaxMatches is how many sources one text is found to be from; others are not told of.
const MaxMatches = 8

// tally is what was found so far in a text.
type tally struct {
	matches [MaxMatches]Match
	n       int
	size    int // letters and digits of the text
}

// of returns the entry of a source, or nil if there are too many.
func (t *tally) of(source uint8) *Match {
	for i := range t.matches[:t.n] {
		if t.matches[i].Source == source {
			return &t.matches[i]
		}
	}
	if t.n == MaxMatches {
		return nil
	}
	t.matches[t.n].Source = source
	t.n++
	return &t.matches[t.n-1]
}

// add counts what was found of a source. The weight is how many characters of the text
// one of them takes, if that is encoded, and 0 if not.
func (t *tally) add(source uint8, bytes int, k kind, weight float32) {
	m := t.of(source)
	if m == nil {
		return
	}
	m.Bytes += bytes
	switch k {
	case exact:
		m.Values++
	case name:
		m.Names++
	case passage:
	}
	m.Encoded = m.Encoded || weight > 0
	if weight == 0 {
		weight = 1
	}
	m.Share += float32(bytes) * weight
}

// appendTo appends the matches of which anything was found.
func (t *tally) appendTo(dst []Match) []Match {
	for _, m := range t.matches[:t.n] {
		m.Share = min(m.Share/float32(max(t.size, 1)), 1)
		dst = append(dst, m)
	}
	return dst
}
