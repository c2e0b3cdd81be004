package sketch

import (
	"cmp"
	"slices"
)

// Heavy finds the keys that come most often, with a counter for each of k keys
// (Metwally, Agrawal and El Abbadi, "Space-Saving", ICDT 2005). Of n in total, every key
// with more than n/k is among them, and no count is more than n/k too high; none is too
// low. After a merge, it is what Missed and each Error say, up to 2n/k. It takes 24·k bytes, and time linear in k: it is made for k up to about 100.
//
// The zero value is empty and ready, with DefaultHeavy counters.
type Heavy struct {
	counters []Counter
	total    uint64
	// missed is how often a key without a counter may have come before the last merge.
	missed uint64
}

// DefaultHeavy is how many counters there are unless it is said.
const DefaultHeavy = 16

// maxHeavy bounds what is read from a binary form.
const maxHeavy = 1 << 12

// Counter is what is known of a key: it came at least Count-Error and at most Count times.
type Counter struct {
	Key          uint64
	Count, Error uint64
}

// NewHeavy returns an empty one with k counters, 1 to 4096.
func NewHeavy(k int) *Heavy {
	return &Heavy{counters: make([]Counter, 0, min(max(k, 1), maxHeavy))}
}

// Add counts a key n times. A sum beyond 2^64 stays there.
func (h *Heavy) Add(key, n uint64) {
	if n == 0 {
		return
	}
	if cap(h.counters) == 0 {
		h.counters = make([]Counter, 0, DefaultHeavy)
	}
	h.total = plus(h.total, n)
	h.add(Counter{Key: key, Count: n})
}

// add adds to a counter, or makes a new one in place of the least.
func (h *Heavy) add(x Counter) {
	least := 0
	for i := range h.counters {
		c := &h.counters[i]
		if c.Key == x.Key {
			c.Count, c.Error = plus(c.Count, x.Count), plus(c.Error, x.Error)
			return
		}
		if c.Count < h.counters[least].Count {
			least = i
		}
	}
	if len(h.counters) < cap(h.counters) {
		h.counters = append(h.counters, Counter{x.Key, plus(x.Count, h.missed), plus(x.Error, h.missed)})
		return
	}
	c := &h.counters[least]
	*c = Counter{Key: x.Key, Count: plus(c.Count, x.Count), Error: plus(c.Count, x.Error)}
}

func plus(a, b uint64) uint64 {
	if a+b < a {
		return ^uint64(0)
	}
	return a + b
}

// Total returns how often keys came.
func (h *Heavy) Total() uint64 { return h.total }

// Missed returns how often a key that has no counter may have come.
func (h *Heavy) Missed() uint64 {
	if len(h.counters) < cap(h.counters) || len(h.counters) == 0 {
		return h.missed
	}
	least := h.counters[0].Count
	for _, c := range h.counters {
		least = min(least, c.Count)
	}
	return max(least, h.missed)
}

// AppendTop appends the counters to dst, the most frequent first.
func (h *Heavy) AppendTop(dst []Counter) []Counter {
	n := len(dst)
	dst = append(dst, h.counters...)
	slices.SortFunc(dst[n:], byCount)
	return dst
}

func byCount(a, b Counter) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Key, b.Key))
}

// Merge adds what another one was shown, which does not change. The bounds hold for the
// sum: a key that one of them does not have may have come there as often as the least
// that it has (Agarwal and others, "Mergeable summaries", PODS 2012). It allocates.
func (h *Heavy) Merge(other *Heavy) {
	k := max(cap(h.counters), cap(other.counters), 1)
	ours, theirs := h.Missed(), other.Missed()
	all := make([]Counter, 0, len(h.counters)+len(other.counters))
	for _, c := range h.counters {
		all = append(all, joined(c, other.counters, theirs))
	}
	for _, c := range other.counters {
		if indexOfKey(h.counters, c.Key) < 0 {
			all = append(all, Counter{c.Key, plus(c.Count, ours), plus(c.Error, ours)})
		}
	}
	slices.SortFunc(all, byCount)
	h.counters = append(make([]Counter, 0, k), all[:min(k, len(all))]...)
	h.total, h.missed = plus(h.total, other.total), plus(ours, theirs)
}

// joined is a counter with what others know of its key, or have missed of it.
func joined(c Counter, others []Counter, missed uint64) Counter {
	if i := indexOfKey(others, c.Key); i >= 0 {
		return Counter{c.Key, plus(c.Count, others[i].Count), plus(c.Error, others[i].Error)}
	}
	return Counter{c.Key, plus(c.Count, missed), plus(c.Error, missed)}
}

func indexOfKey(counters []Counter, key uint64) int {
	return slices.IndexFunc(counters, func(c Counter) bool { return c.Key == key })
}

// Reset forgets everything but the number of counters.
func (h *Heavy) Reset() { h.counters, h.total, h.missed = h.counters[:0], 0, 0 }
