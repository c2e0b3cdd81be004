package anomaly

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

// A state is what a model keeps over a restart: what it knows of tools, principals and
// definitions, its baselines, and the key of its hashes. Sessions are short, and are not
// part of it: one that goes on begins anew.
//
// It is, in little-endian order: 8 bytes of magic with the version, the key (16 bytes),
// the sections, each with its length (uint32) before it, in the order of stateSections,
// and the CRC-32 (IEEE) of all before it. What a later version adds is at the end.
const stateMagic = "mcpanom\x03"

// maxState bounds a state that is read.
const maxState = 1 << 30

// ErrState is that a state cannot be read: it is none, of another version, or broken.
var ErrState = errors.New("unreadable state")

// section is a part of a state.
type section struct {
	name   string
	append func(*Model, []byte) []byte
	read   func(*Model, []byte) error
}

var stateSections = []section{
	{"time", appendTime, readTime},
	{"tools", appendTools, readTools},
	{"principals", appendPrincipals, readPrincipals},
	{"definitions", appendLedger, readLedger},
	{"sequences", appendSequences, readSequences},
	{"baselines", func(m *Model, b []byte) []byte { return appendBaselines(m.bases, b) }, func(m *Model, b []byte) error { return readBaselines(m.bases, b) }},
	{"baselines of principals", func(m *Model, b []byte) []byte { return appendBaselines(m.people, b) }, func(m *Model, b []byte) error { return readBaselines(m.people, b) }},
	{"digests", appendDigests, readDigests},
	{"budgets", appendBudgets, readBudgets},
	{"throngs", appendThrongs, readThrongs},
	{"volumes", appendVolumes, readVolumes},
}

// firstSections are in every state of this format. What came later may be missing.
const firstSections = 9

// AppendBinary appends the state to b.
func (m *Model) AppendBinary(b []byte) []byte {
	from := len(b)
	b = append(b, stateMagic...)
	b = append(b, m.options.Key[:]...)
	b = slices.Grow(b, m.stateSize)
	for _, s := range stateSections {
		at := len(b)
		b = s.append(m, append(b, 0, 0, 0, 0))
		binary.LittleEndian.PutUint32(b[at:], uint32(len(b)-at-4))
	}
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:]))
	m.stateSize = (len(b) - from) * 9 / 8 // of the next
	return b
}

// sealed is a state with its checksum.
func sealed(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// Restore returns a model with a state, whose key replaces that of the options, at a time in
// Unix nanoseconds. What the options have no room for is forgotten. With an error there is
// a model if only some sections cannot be read: these begin anew.
func Restore(o Options, state []byte, now int64) (*Model, error) {
	const head, tail = len(stateMagic) + 16, 4
	switch {
	case len(state) < head+tail || len(state) > maxState, string(state[:len(stateMagic)]) != stateMagic:
		return nil, fmt.Errorf("%w: no state of this version", ErrState)
	case crc32.ChecksumIEEE(state[:len(state)-tail]) != binary.LittleEndian.Uint32(state[len(state)-tail:]):
		return nil, fmt.Errorf("%w: the checksum is wrong", ErrState)
	}
	copy(o.Key[:], state[len(stateMagic):])
	m := New(o)
	r := decoder{state[head : len(state)-tail], false}
	var errs []error
	for i, s := range stateSections {
		if i >= firstSections && len(r.rest) == 0 {
			break // it was saved by a version that did not know of this
		}
		part := r.bytes(int(r.uint32()))
		if r.bad {
			errs = append(errs, fmt.Errorf("%w: it ends before its %s", ErrState, s.name))
			break
		}
		if err := s.read(m, part); err != nil {
			errs = append(errs, fmt.Errorf("%w: %s: %w", ErrState, s.name, err))
		}
	}
	// A clock may have been ahead when it was saved.
	m.began, m.newest = min(m.began, now), min(m.newest, now)
	return m, errors.Join(errs...)
}

func appendTime(m *Model, b []byte) []byte {
	return appendWords(b, uint64(m.began), uint64(m.newest))
}

func readTime(m *Model, b []byte) error {
	r := decoder{b, false}
	m.began, m.newest = int64(r.uint64()), int64(r.uint64())
	return r.end()
}

func appendTools(m *Model, b []byte) []byte {
	m.tools.Each(func(key uint64, used int64, t *tool) bool {
		b = appendWords(b, key, uint64(used), uint64(t.called), t.usual.state())
		return true
	})
	return b
}

func readTools(m *Model, b []byte) error {
	r := decoder{b, false}
	for len(r.rest) > 0 && !r.bad {
		key, used := r.uint64(), int64(r.uint64())
		t, _ := m.tools.Add(key, used, nil)
		t.called = int64(r.uint64())
		t.usual.of(r.uint64())
	}
	return r.end()
}

func appendThrongs(m *Model, b []byte) []byte {
	m.tools.Each(func(key uint64, _ int64, t *tool) bool {
		if t.throng.since != 0 {
			first, second := t.throng.level.words()
			b = appendWords(b, key, uint64(t.throng.since), first, second)
		}
		return true
	})
	return b
}

// readThrongs reads what belongs to tools that were read before.
func readThrongs(m *Model, b []byte) error {
	r, known := decoder{b, false}, map[uint64]throng{}
	for len(r.rest) > 0 && !r.bad {
		key, t := r.uint64(), throng{since: int64(r.uint64())}
		t.level.of(r.uint64(), r.uint64())
		known[key] = t
	}
	m.tools.Each(func(key uint64, _ int64, t *tool) bool {
		t.throng = known[key]
		return true
	})
	return r.end()
}

func appendVolumes(m *Model, b []byte) []byte {
	m.volumes.Each(func(key uint64, used int64, v *volumes) bool {
		b = appendWords(b, key, uint64(used))
		for i := range v {
			first, second := v[i].words()
			b = appendWords(b, first, second)
		}
		return true
	})
	return b
}

func readVolumes(m *Model, b []byte) error {
	r := decoder{b, false}
	for len(r.rest) > 0 && !r.bad {
		key, used := r.uint64(), int64(r.uint64())
		v, _ := m.volumes.Add(key, used, nil)
		for i := range v {
			v[i].of(r.uint64(), r.uint64())
		}
	}
	return r.end()
}

func appendPrincipals(m *Model, b []byte) []byte {
	m.principals.Each(func(key uint64, used int64, p *principal) bool {
		has := uint64(0)
		if p.destructive {
			has = 1
		}
		b = appendWords(b, key, uint64(used), uint64(p.calls), has)
		return true
	})
	return b
}

func readPrincipals(m *Model, b []byte) error {
	r := decoder{b, false}
	for len(r.rest) > 0 && !r.bad {
		key, used := r.uint64(), int64(r.uint64())
		p, _ := m.principals.Add(key, used, nil)
		p.calls, p.destructive = uint32(r.uint64()), r.uint64() != 0
	}
	return r.end()
}

func finite(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return x
}

func appendLedger(m *Model, b []byte) []byte {
	out, err := m.ledger.AppendBinary(b)
	if err != nil {
		return b // without it, definitions are learned again
	}
	return out
}

func readLedger(m *Model, b []byte) error {
	if len(b) == 0 {
		return nil
	}
	return m.ledger.UnmarshalBinary(b)
}

func appendSequences(m *Model, b []byte) []byte {
	m.sequences.Each(func(key uint64, used int64, s **sequence.Model) bool {
		b = appendPart(appendWords(b, key, uint64(used)), *s)
		return true
	})
	return b
}

func readSequences(m *Model, b []byte) error {
	r := decoder{b, false}
	for len(r.rest) > 0 && !r.bad {
		key, used := r.uint64(), int64(r.uint64())
		s := m.newSequence()
		if err := s.UnmarshalBinary(r.part()); err != nil {
			return err
		}
		added, _ := m.sequences.Add(key, used, nil)
		*added = s
	}
	return r.end()
}

func appendDigests(m *Model, b []byte) []byte {
	m.digests.Each(func(key uint64, used int64, digest *uint64) bool {
		b = appendWords(b, key, uint64(used), *digest)
		return true
	})
	return b
}

func readDigests(m *Model, b []byte) error {
	r := decoder{b, false}
	for len(r.rest) > 0 && !r.bad {
		key, used := r.uint64(), int64(r.uint64())
		known, _ := m.digests.Add(key, used, nil)
		*known = r.uint64()
	}
	return r.end()
}
