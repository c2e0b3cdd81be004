package dedup

import (
	"encoding/binary"
	"math/bits"
)

// ring holds the entries of spans in the order in which they were noted, and an index to
// find them by. To look in vain, which is the rule, takes one cache line of the index;
// a new entry is written where the last one ended.
type ring struct {
	index   [ringLines]line
	entries [ringSize]spanEntry
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

func (r *ring) line(key uint64) *line { return &r.index[key/numShards%ringLines] }

// tag and part are 13 bits of a key that say nothing of its line.
func tag(key uint64) uint8  { return uint8(key >> 56) }
func part(key uint64) place { return place(key>>32) / ringSize * ringSize }

// find returns the entry of a key, or nil.
func (r *ring) find(key uint64, now uint32) *spanEntry {
	e, _ := r.seek(key, now, false)
	return e
}

// findOrAdd returns the entry of a key and whether it is a new one, for want of another. That
// overwrites the one that was noted first, and what is known of a span with which the key shares too
// many slots.
func (r *ring) findOrAdd(key uint64, now uint32) (e *spanEntry, added bool) {
	return r.seek(key, now, true)
}

// seek is find or findOrAdd.
func (r *ring) seek(key uint64, now uint32, add bool) (e *spanEntry, added bool) {
	l := r.line(key)
	if first, last := l.alike(key); (first|last)&highest != 0 {
		for first &= highest; first != 0; first &= first - 1 {
			if e = r.at(l.places[bits.TrailingZeros64(first)/8], key, now); e != nil {
				return e, false
			}
		}
		for last &= highest; last != 0; last &= last - 1 {
			if e = r.at(l.places[8+bits.TrailingZeros64(last)/8], key, now); e != nil {
				return e, false
			}
		}
	}
	if !add {
		return nil, false
	}
	at := r.next % ringSize
	r.next++
	e = &r.entries[at]
	*e = spanEntry{key: key, noted: now, place: uint16(at)}
	l.add(key, place(at))
	return e, true
}

// alike has the highest bit of each byte whose tag is that of a key, and perhaps that of one above
// such a byte.
func (l *line) alike(key uint64) (first, last uint64) {
	tags := key >> 56 * everyByte
	a, b := binary.LittleEndian.Uint64(l.tags[:8])^tags, binary.LittleEndian.Uint64(l.tags[8:])^tags
	return (a - everyByte) &^ a, (b - everyByte) &^ b
}

const (
	everyByte = 0x0101010101010101
	highest   = everyByte << 7
)

// at returns the entry in a place if it is that of a key, or nil.
func (r *ring) at(p place, key uint64, now uint32) *spanEntry {
	if e := &r.entries[p%ringSize]; p/ringSize == part(key)/ringSize && e.key == key && e.age(now) < Expiry {
		return e
	}
	return nil
}

// age is how long ago an entry was noted, in seconds. It is negative if another goroutine has
// read its clock later, or the clock was set back.
func (e *spanEntry) age(now uint32) int32 { return int32(now - e.noted) }

func (l *line) add(key uint64, at place) {
	way := l.next % ringWays
	l.next++
	l.tags[way], l.places[way] = tag(key), part(key)|at
}

// renew notes an entry again if it is about to be forgotten.
func (r *ring) renew(e *spanEntry, now uint32) *spanEntry {
	if e.age(now) < Expiry/2 && (r.next-1-uint32(e.place))%ringSize < ringSize/2 {
		return e
	}
	kept := *e
	e.key = 0 // nobody's: keys are odd
	added, _ := r.findOrAdd(kept.key, now)
	kept.noted, kept.place = added.noted, added.place
	*added = kept
	return added
}
