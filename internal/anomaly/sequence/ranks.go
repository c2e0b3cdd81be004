package sequence

import (
	"math"
	"slices"
)

// ranks say how rare surprises are among recent sessions. Each group is ranked by
// itself, so that a bit of surprise about tools need not be as rare as one about
// values; the rarest group makes the session, and sessions are ranked by that.
type ranks struct {
	n      int
	due    int                     // sessions until they are measured again
	bits   [groups][window]float32 // ascending, in each group
	rarity [window]float32         // ascending
}

// rank measures the recent sessions again, each by all others. After that it waits for
// some sessions more, so that it costs about 5 microseconds for each of them.
func (m *Model) rank() {
	r := &m.ranks
	if r.due > 0 {
		r.due--
		return
	}
	r.n = m.recent.n
	r.due = r.n / 32
	var bits [window][groups]float32
	for i := range r.n {
		bits[i] = m.measure(&m.recent.list[i])
		for g := range groups {
			r.bits[g][i] = bits[i][g]
		}
	}
	for g := range groups {
		slices.Sort(r.bits[g][:r.n])
	}
	for i := range r.n {
		rarity, _ := r.rarest(&bits[i], 1)
		r.rarity[i] = float32(rarity)
	}
	slices.Sort(r.rarity[:r.n])
}

// measure returns the surprises of a recent session, by all others.
func (m *Model) measure(o *outline) (bits [groups]float32) {
	for g := range groups {
		for _, e := range o.of(g) {
			if e != (event{}) {
				bits[g] = max(bits[g], float32(m.leftOut(e)))
			}
		}
	}
	return bits
}

// rarest returns the group in which a surprise is exceeded by the fewest, and their
// share. Self is 1 for a session that is among those that are ranked, 0 otherwise.
func (r *ranks) rarest(bits *[groups]float32, self int) (share float64, of group) {
	share = 1
	for g := range groups {
		if s := r.above(g, bits[g], self); s < share {
			share, of = s, g
		}
	}
	return share, of
}

// above returns the share of sessions, this one included, that are as surprising in a
// group. A session that is among them is counted as one of n+1, too: the session to be
// judged is another, which is taken to be less surprising. Where there is none as
// surprising, a bit of distance halves the share: that does not make a session more
// worth flagging, but tells it from others that are.
func (r *ranks) above(g group, bits float32, self int) float64 {
	if bits <= 0 || r.n <= self {
		return 1
	}
	ranked := r.bits[g][:r.n]
	at, _ := slices.BinarySearch(ranked, bits)
	n, of := r.n-at-self, float64(r.n+1)
	if n > 0 {
		return float64(n+1) / of
	}
	beyond := bits - ranked[r.n-1-self]
	return math.Exp2(-min(20, float64(beyond))) / of
}

// share returns the share of sessions, this one included, that are as rare: a conformal
// p-value (Vovk and others 2005).
func (r *ranks) share(rarity float64) float64 {
	if rarity >= 1 || r.n == 0 {
		return 1
	}
	of := float64(r.n + 1)
	rare := float32(rarity)
	n, found := slices.BinarySearch(r.rarity[:r.n], rare)
	for found && n < r.n && r.rarity[n] == rare {
		n++
	}
	if n > 0 {
		return float64(n+1) / of
	}
	return rarity / float64(r.rarity[0]) / of
}
