package dedup

import (
	"encoding/binary"
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded/near"
)

// ring holds the entries of spans in the order in which they were noted, and an index to
// find them by. To look in vain, which is the rule, takes one cache line of the index;
// a new entry is written where the last one ended.
type ring struct {
	entries *[ringSize]spanEntry
	index   *[ringLines]line
	next    uint32 // counts entries
}

const (
	ringSize  = Capacity / numShards
	ringWays  = 16 // keys on a cache line
	ringLines = 2 * ringSize / ringWays
)

// line is a cache line of the index: where the entries of some keys are. The one that was
// noted first is overwritten next. An entry that is meanwhile another key's is told by
// its key.
type line struct {
	tags   [ringWays]uint8 // a byte of each key
	places [ringWays]place
	next   uint8 // counts keys
	_      [15]byte
}

// place is where an entry is, and above that a part of its key.
type place uint16

func newRing() ring {
	return ring{entries: new([ringSize]spanEntry), index: new([ringLines]line)}
}

func (r *ring) line(key uint64) *line { return &r.index[key/numShards%ringLines] }

// expect says that a key will be looked for.
func (r *ring) expect(key uint64) { near.Bring(r.line(key)) }

// tag and part are 13 bits of a key that say nothing of its line.
func tag(key uint64) uint8  { return uint8(key >> 56) }
func part(key uint64) place { return place(key>>32) / ringSize * ringSize }

// find returns the entry of a key, or nil.
func (r *ring) find(key uint64, now uint32) *spanEntry {
	l, tags := r.line(key), key>>56*everyByte
	first := zeroBytes(binary.LittleEndian.Uint64(l.tags[:8]) ^ tags)
	last := zeroBytes(binary.LittleEndian.Uint64(l.tags[8:]) ^ tags)
	if first|last == 0 {
		return nil
	}
	if e := r.among(first, l.places[:8], key, now); e != nil {
		return e
	}
	return r.among(last, l.places[8:], key, now)
}

// among returns the entry of a key if it is in one of the places that were found, of eight.
func (r *ring) among(found uint64, places []place, key uint64, now uint32) *spanEntry {
	for ; found != 0; found &= found - 1 {
		p := places[bits.TrailingZeros64(found)/8]
		if p/ringSize != part(key)/ringSize {
			continue
		}
		if e := &r.entries[p%ringSize]; e.key == key && e.age(now) < Expiry {
			return e
		}
	}
	return nil
}

// age is how long ago an entry was noted, in seconds. It is negative if another goroutine has
// read its clock later, or the clock was set back.
func (e *spanEntry) age(now uint32) int32 { return int32(now - e.noted) }

const everyByte = 0x0101010101010101

// zeroBytes has the highest bit of each byte that is 0 in x, and perhaps that of one above
// such a byte.
func zeroBytes(x uint64) uint64 { return (x - everyByte) &^ x & (everyByte << 7) }

// add makes an entry for a key that has none. It overwrites the one that was noted
// first, and what is known of a span with which the key shares too many slots.
func (r *ring) add(key uint64, now uint32) *spanEntry {
	at := r.next % ringSize
	r.next++
	e := &r.entries[at]
	*e = spanEntry{key: key, noted: now, place: uint16(at)}
	r.line(key).add(tag(key), part(key)|place(at))
	return e
}

func (l *line) add(tag uint8, p place) {
	way := l.next % ringWays
	l.next++
	l.tags[way], l.places[way] = tag, p
}

// renew notes an entry again if it is about to be forgotten.
func (r *ring) renew(e *spanEntry, now uint32) *spanEntry {
	if e.age(now) < Expiry/2 && (r.next-1-uint32(e.place))%ringSize < ringSize/2 {
		return e
	}
	kept := *e
	e.key = 0 // nobody's: keys are odd
	added := r.add(kept.key, now)
	kept.noted, kept.place = added.noted, added.place
	*added = kept
	return added
}
