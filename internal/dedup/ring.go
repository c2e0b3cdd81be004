package dedup

// ring holds the entries of spans in the order in which they were noted, and an index to
// find them by. To look in vain, which is the rule, takes one cache line of the index;
// a new entry is written where the last one ended.
type ring struct {
	entries *[ringSize]spanEntry
	index   *[ringLines][ringWays]slot
	next    uint32 // counts entries
}

const (
	ringSize  = Capacity / numShards
	ringWays  = 16 // slots on a cache line
	ringLines = 2 * ringSize / ringWays

	numberBits = 20 // of a slot; the rest is a part of the key
	numbers    = 1 << numberBits
)

// slot says where an entry is: its number, and above it a part of its key. That an entry
// is the one which the number means is seen from its key.
type slot uint32

func newRing() ring {
	return ring{entries: new([ringSize]spanEntry), index: new([ringLines][ringWays]slot), next: 1}
}

func (r *ring) line(key uint64) *[ringWays]slot { return &r.index[key/numShards%ringLines] }

// part is 12 bits of a key that say nothing of its line.
func part(key uint64) slot { return slot(key >> 40 << numberBits) }

// find returns the entry of a key, or nil.
func (r *ring) find(key uint64, now uint32) *spanEntry {
	for _, s := range r.line(key) {
		if s>>numberBits<<numberBits != part(key) || s == 0 {
			continue
		}
		if e := &r.entries[s%ringSize]; e.key == key && now-e.noted < Expiry {
			return e
		}
	}
	return nil
}

// add makes an entry for a key that has none. It overwrites the one that was noted
// first, and what is known of a span with which the key shares too many slots.
func (r *ring) add(key uint64, now uint32) *spanEntry {
	e := &r.entries[r.next%ringSize]
	*e = spanEntry{key: key, noted: now}
	line, oldest, age := r.line(key), 0, uint32(0)
	for i, s := range line {
		if old := (r.next - uint32(s)) % numbers; s == 0 || old >= ringSize {
			oldest = i
			break
		} else if old > age {
			oldest, age = i, old
		}
	}
	line[oldest] = part(key) | slot(r.next%numbers)
	r.next++
	return e
}

// renew notes an entry again if it is about to be forgotten.
func (r *ring) renew(e *spanEntry, now uint32) *spanEntry {
	if now-e.noted < Expiry/2 && (r.next-r.numberOf(e))%numbers < ringSize/2 {
		return e
	}
	kept := *e
	e.key = 0 // nobody's: keys are odd
	added := r.add(kept.key, now)
	kept.noted = now
	*added = kept
	return added
}

// numberOf is the number of an entry, as far as it matters: how long ago it was noted.
func (r *ring) numberOf(e *spanEntry) uint32 {
	for _, s := range r.line(e.key) {
		if &r.entries[s%ringSize] == e && s>>numberBits<<numberBits == part(e.key) {
			return uint32(s) % numbers
		}
	}
	return r.next - ringSize
}
