package catalog

import (
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"math"
	"slices"
)

// A state is, in this order: stateVersion; a checksum of the rest (CRC-32, IEEE); a
// hash of the key; the four counts of Lost; and the servers, each with its items, their
// variants and sightings. Numbers are uvarints, counts come before what they count,
// hashes are little-endian, times are zigzag varints. Hashes of bytes are not in it: a
// restored ledger reads each definition once more.
const stateVersion = 2

// Errors of a state that cannot be restored.
var (
	errVersion = errors.New("catalog: state of another version")
	errKey     = errors.New("catalog: state of another key")
	errState   = errors.New("catalog: state is damaged")
)

// AppendBinary appends the state of the ledger. It is the same for the same ledger.
func (l *Ledger) AppendBinary(dst []byte) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	start := len(dst)
	w := writer{append(dst, stateVersion, 0, 0, 0, 0)}
	w.hash(l.key.hash(""))
	for _, n := range []uint64{l.lost.Servers, l.lost.Definitions, l.lost.Variants, l.lost.Observers} {
		w.number(n)
	}
	w.number(uint64(len(l.shelves)))
	for _, s := range slices.SortedFunc(maps.Keys(l.shelves), Server.compare) {
		w.shelf(l.shelves[s])
	}
	body := w.data[start+5:]
	binary.LittleEndian.PutUint32(w.data[start+1:], crc32.ChecksumIEEE(body))
	return w.data, nil
}

// UnmarshalBinary restores a state, which takes the place of what the ledger holds. It
// judges from then on as the ledger did that made it. On an error nothing changes.
func (l *Ledger) UnmarshalBinary(data []byte) error {
	if len(data) < 5 || data[0] != stateVersion {
		return errVersion
	}
	if binary.LittleEndian.Uint32(data[1:]) != crc32.ChecksumIEEE(data[5:]) {
		return errState
	}
	return l.restore(data[5:])
}

// restore reads what follows the checksum.
func (l *Ledger) restore(data []byte) error {
	fresh := NewLedger(l.key)
	r := reader{data: data}
	if r.hash() != l.key.hash("") {
		return errKey
	}
	for _, n := range []*uint64{&fresh.lost.Servers, &fresh.lost.Definitions, &fresh.lost.Variants, &fresh.lost.Observers} {
		*n = r.number()
	}
	for range r.count(MaxServers) {
		r.shelf(fresh)
	}
	if r.bad || len(r.data) > 0 {
		return errState
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shelves, l.items, l.roll, l.mentions, l.lost = fresh.shelves, fresh.items, fresh.roll, fresh.mentions, fresh.lost
	return nil
}

// writer appends to a state.
type writer struct{ data []byte }

func (w *writer) number(n uint64)     { w.data = binary.AppendUvarint(w.data, n) }
func (w *writer) time(t int64)        { w.data = binary.AppendVarint(w.data, t) }
func (w *writer) hash(h uint32)       { w.data = binary.LittleEndian.AppendUint32(w.data, h) }
func (w *writer) byte(b byte)         { w.data = append(w.data, b) }
func (w *writer) text(text string)    { w.number(uint64(len(text))); w.data = append(w.data, text...) }
func (w *writer) flags(flags ...bool) { w.byte(packed(flags)) }

func packed(flags []bool) (b byte) {
	for i, yes := range flags {
		if yes {
			b |= 1 << i
		}
	}
	return b
}

func (w *writer) shelf(sh *shelf) {
	w.hash(sh.server.Scope)
	w.text(sh.server.Name)
	w.time(sh.listed)
	w.flags(sh.lost)
	w.number(uint64(len(sh.items)))
	for _, k := range slices.SortedFunc(maps.Keys(sh.items), itemKey.compare) {
		w.item(sh.items[k])
	}
}

func (w *writer) item(it *item) {
	w.byte(byte(it.kind))
	w.text(it.name)
	w.number(uint64(len(it.variants)))
	for i := range it.variants {
		w.variant(&it.variants[i])
	}
	w.number(uint64(len(it.seen)))
	for i := range it.seen {
		s := &it.seen[i]
		w.hash(s.observer)
		w.byte(byte(s.variant))
		w.byte(s.told)
		w.flags(s.split)
		w.time(s.since)
		w.time(s.at)
	}
}

func (w *writer) variant(v *variant) {
	w.data = append(w.data, v.digest[:]...)
	for _, hash := range v.parts {
		w.hash(hash)
	}
	w.byte(byte(v.hints))
	w.flags(v.opaque)
	w.time(v.at)
	w.hash(math.Float32bits(float32(v.verdict.score)))
	w.number(uint64(v.verdict.reasons))
	w.data = append(w.data, v.sentences, v.hosts, v.mentions)
	for _, hash := range v.marks {
		w.hash(hash)
	}
	w.number(uint64(len(v.params)))
	for _, p := range v.params {
		w.hash(p.hash)
		w.data = binary.LittleEndian.AppendUint16(w.data, p.kind)
		w.byte(byte(p.flags))
	}
}

func (s Server) compare(other Server) int {
	return cmp.Or(cmp.Compare(s.Scope, other.Scope), cmp.Compare(s.Name, other.Name))
}

func (k itemKey) compare(other itemKey) int {
	return cmp.Or(cmp.Compare(k.kind, other.kind), cmp.Compare(k.name, other.name))
}
