package sequence

import "math"

// novelty is how much was seen in a context, and how much of it only once. Both are
// weights of sessions.
type novelty struct{ seen, once float64 }

const (
	// backoff is how many sessions the population's share of the new counts for, beside
	// those that were in the context itself. It was chosen on labelled data, where
	// anything from 1 to 8 does about as well.
	backoff = 2
	// forgotten is the weight, in sessions, below which something is as good as never
	// seen: after 4.3 half-lives for what was seen once.
	forgotten = 0.05
	// openFrom and openShare say where a context is open: in so many sessions nearly
	// every symbol was new. Identifiers and free text are like that. Being new is no
	// evidence there, and only an eighth of the symbols is kept, so that the context can
	// still turn out to be closed.
	openFrom  = 16
	openShare = 0.8
)

// known returns the symbol of an event that makes part of the usual, nil otherwise.
func (m *Model) known(e event) *symbol {
	if s := m.symbols.find(e.symbol); m.trusts(s) {
		return s
	}
	return nil
}

func (m *Model) trusts(s *symbol) bool {
	return s != nil && s.state&isTrusted != 0 && s.weight.value() >= forgotten*m.gain
}

// open reports whether nearly everything is new in a context.
func (n novelty) open() bool { return n.seen >= openFrom && n.once >= openShare*n.seen }

// surprise is the information, in bits, of something new in a context, all but a part
// of what was seen there: the share of what was seen once estimates the probability
// that the next is new (Good 1953), and is mixed with the share in all contexts of the
// level the less, the more often the context was seen. An unknown context gives none:
// that it is new is an event of its own, and so does one where nearly everything is new.
//
// It is rounded down to half bits: a session that goes on has counted what it knew
// before, which moves the estimates a little, and must not look rarer for that than
// those that it is compared with. A context that becomes open gives none before, either.
func (m *Model) surprise(l level, c, but novelty) float64 {
	c = c.without(but, m.gain)
	if c.seen < forgotten || c.open() {
		return 0
	}
	all := m.totals[l].without(but, m.gain)
	base := (all.once + 1) / (all.seen + 2)
	p := (c.once + backoff*base) / (c.seen + backoff)
	return math.Floor(-2*math.Log2(min(1, p))) / 2
}

// without subtracts a part and turns weights into numbers of sessions.
func (n novelty) without(but novelty, gain float64) novelty {
	return novelty{max(0, n.seen-but.seen) / gain, max(0, n.once-but.once) / gain}
}
