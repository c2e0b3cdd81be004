package sequence

const (
	ways    = 8   // entries of a bucket
	buckets = 368 // 2944 entries of 16 bytes: 47 KB
)

// entry is a context or a symbol. Weights are sessions, faded: see [Model.gain].
type entry struct {
	key    uint32  // 0 if the entry is free
	weight float32 // of the sessions in which it occurred
	once   float32 // of a context: weight of its symbols that occurred in one session
	votes  uint16  // of a symbol: which principals were flagged for it, as a set of bits
	state  state
}

// state is a set of bits.
type state uint8

const (
	isContext state = 1 << iota
	isTrusted       // a symbol that makes part of the usual
	isSingle        // a symbol that occurred in one session
	allStates = isContext | isTrusted | isSingle
)

// table finds entries by key. Its memory is fixed.
//
// What is lost: in a full bucket a new entry takes the place of the weakest. A symbol
// that was lost is new again when it comes back, and is counted as new once more, which
// makes the new less surprising in that context. Of the symbols that are looked up in
// vain, less than one in 80 000 is taken for another: 28 bits of a key tell those of one
// level apart, and 8 entries of 384 times as many are looked at.
type table struct {
	entries [buckets * ways]entry
}

// bucket returns the entries among which a key is.
func (t *table) bucket(key uint32) []entry {
	at := firstOf(key)
	return t.entries[at : at+ways : at+ways]
}

// firstOf is where the bucket of a key begins.
func firstOf(key uint32) int { return int(uint64(key)*buckets>>32) * ways }

// find returns the entry of a context (isContext) or of a symbol (0), nil without one.
func (t *table) find(key uint32, what state) *entry {
	b := t.bucket(key)
	for i := range b {
		if b[i].key == key && b[i].state&isContext == what {
			return &b[i]
		}
	}
	return nil
}

// put returns a new entry.
func (t *table) put(key uint32, what state) *entry {
	b := t.bucket(key)
	weakest := &b[0]
	for i := range b {
		if b[i].key == 0 {
			weakest = &b[i]
			break
		}
		if b[i].weakerThan(weakest) {
			weakest = &b[i]
		}
	}
	*weakest = entry{key: key, state: what}
	return weakest
}

// weakerThan orders by weight. A context outlives its symbols.
func (e *entry) weakerThan(other *entry) bool {
	if e.weight != other.weight {
		return e.weight < other.weight
	}
	return e.state&isContext < other.state&isContext
}
