package catalog

import (
	"encoding/binary"
	"math"
)

// reader reads a state. After what cannot be, it is bad and reads zeros.
type reader struct {
	data []byte
	bad  bool
}

// take returns the next n bytes, zeros if there are not so many.
func (r *reader) take(n int) []byte {
	if r.bad || n > len(r.data) {
		r.bad, r.data = true, nil
		return make([]byte, n)
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return n
}

func (r *reader) time() int64 {
	t, size := binary.Varint(r.data)
	if size <= 0 {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return t
}

// count reads a number of things of which there are no more than a bound. Each takes a
// byte at least, so a count cannot ask for more memory than the state has.
func (r *reader) count(bound int) int {
	n := r.number()
	if n > uint64(bound) || n > uint64(len(r.data)) {
		r.bad, r.data = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) hash() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) byte() byte   { return r.take(1)[0] }

// text reads a text, which is a copy.
func (r *reader) text(bound int) string { return string(r.take(r.count(bound))) }

// maxServerName bounds what is restored, as names of servers are bounded by those who
// tell them.
const maxServerName = 4096

func (r *reader) shelf(l *Ledger) {
	sh := &shelf{items: map[itemKey]*item{}}
	sh.server.Scope = r.hash()
	sh.server.Name = r.text(maxServerName)
	sh.listed = r.time()
	sh.lost = r.byte()&1 != 0
	for range r.count(MaxTools) {
		it := r.item()
		if r.bad || l.items >= MaxTools || sh.items[it.itemKey] != nil {
			r.bad = true
			return
		}
		sh.items[it.itemKey] = it
		l.items++
		if it.kind == DefinedTool {
			l.roll.add(l.key.hash(skeleton(it.name)), sh.server, it)
		}
		for i := range it.variants {
			l.remember(it, i)
		}
	}
	if l.shelves[sh.server] != nil {
		r.bad = true
	}
	l.shelves[sh.server] = sh
}

func (r *reader) item() *item {
	it := &item{roll: -1}
	it.kind = DefinitionKind(r.byte())
	it.name = r.text(maxName)
	for range r.count(maxVariants) {
		it.variants = append(it.variants, r.variant())
	}
	for range r.count(maxObservers) {
		s := sighting{observer: r.hash(), variant: int8(r.byte()), told: r.byte()}
		s.split = r.byte()&1 != 0
		s.since, s.at = r.time(), r.time()
		r.bad = r.bad || s.variant < -1 || int(s.variant) >= len(it.variants)
		it.seen = append(it.seen, s)
	}
	r.bad = r.bad || it.kind >= numDefinitionKinds || len(it.variants) == 0
	return it
}

func (r *reader) variant() (v variant) {
	copy(v.digest[:], r.take(len(v.digest)))
	for i := range v.parts {
		v.parts[i] = r.hash()
	}
	v.hints, v.opaque = hints(r.byte()), r.byte()&1 != 0
	v.at = r.time()
	score := float64(math.Float32frombits(r.hash()))
	r.bad = r.bad || !(score >= 0 && score <= 1)
	v.verdict = verdict{score, Reasons(r.number())}
	v.sentences, v.hosts, v.mentions = r.byte(), r.byte(), r.byte()
	r.bad = r.bad || v.sentences > maxSentences || v.hosts > maxHosts || v.mentions > maxMentions
	n := int(v.sentences) + int(v.hosts) + int(v.mentions)
	if r.bad || 4*n > len(r.data) {
		r.bad, v.sentences, v.hosts, v.mentions = true, 0, 0, 0
		return v
	}
	v.marks = make([]uint32, n)
	for i := range v.marks {
		v.marks[i] = r.hash()
	}
	for range r.count(maxParams) {
		v.params = append(v.params, param{hash: r.hash(), kind: binary.LittleEndian.Uint16(r.take(2)), flags: paramFlags(r.byte())})
	}
	return v
}
