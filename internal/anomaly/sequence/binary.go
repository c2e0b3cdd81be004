package sequence

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// ErrState is what state cannot be read for: it is cut, of another version, was written
// under another key, or holds what no model can hold.
var ErrState = errors.New("not the state of a model of tool sequences")

// The state is, in this order and little-endian:
//
//	version         1 byte
//	proof           8 bytes: a hash that depends on the key
//	now, gain, sessions             8 bytes each
//	totals          16 bytes for each level
//	day             number 8, total 4, taught 256 × 2
//	recent          n 2, at 2, and for each of n: events, who 4, flagged 1
//	ranks           n 2, due 2, and n × 4 for each group and for the rarities
//	contexts        for each: index 2, key 4, seen 4, once 4; then an index of 0xffff
//	symbols         for each: index 2, key 4, weight 2, state 2; then an index of 0xffff
const stateVersion = 1

// proof tells whether hashes in a state are those that this model would make.
func (m *Model) proof() uint64 {
	return series.Mix(mixText(m.options.Key, "sequence"), series.Mix(m.options.Key, stateVersion))
}

// AppendBinary appends the state of the model, less than 75 000 bytes, to b. Options are not
// part of it. It implements [encoding.BinaryAppender] and never fails.
func (m *Model) AppendBinary(b []byte) ([]byte, error) {
	w := writer(b)
	w.u8(stateVersion)
	w.u64(m.proof())
	w.u64(uint64(m.now))
	w.f64(m.gain)
	w.f64(m.sessions)
	for _, t := range m.totals {
		w.f64(t.seen)
		w.f64(t.once)
	}
	m.day.write(&w)
	m.recent.write(&w)
	m.ranks.write(&w)
	m.contexts.write(&w)
	m.symbols.write(&w)
	return w, nil
}

// UnmarshalBinary replaces what the model has learned. On an error it is left as it
// was. It implements [encoding.BinaryUnmarshaler].
func (m *Model) UnmarshalBinary(data []byte) error {
	r := reader{data: data}
	n := &Model{options: m.options}
	if r.u8() != stateVersion || r.u64() != m.proof() {
		return ErrState
	}
	n.now = int64(r.u64())
	n.gain = r.weight(maxGain)
	n.sessions = r.weight(maxWeight)
	for i := range n.totals {
		n.totals[i] = novelty{r.weight(maxWeight), r.weight(maxWeight)}
	}
	n.day.read(&r)
	n.recent.read(&r)
	n.ranks.read(&r)
	n.contexts.read(&r)
	n.symbols.read(&r)
	if r.bad || len(r.data) > 0 || n.gain < 1 {
		return ErrState
	}
	*m = *n
	return nil
}

// maxWeight is more than any weight that sessions add up to.
const maxWeight = maxGain * (1 << 40)

// writer appends numbers.
type writer []byte

func (w *writer) u8(v uint8)    { *w = append(*w, v) }
func (w *writer) u16(v uint16)  { *w = binary.LittleEndian.AppendUint16(*w, v) }
func (w *writer) u32(v uint32)  { *w = binary.LittleEndian.AppendUint32(*w, v) }
func (w *writer) u64(v uint64)  { *w = binary.LittleEndian.AppendUint64(*w, v) }
func (w *writer) f32(v float32) { w.u32(math.Float32bits(v)) }
func (w *writer) f64(v float64) { w.u64(math.Float64bits(v)) }

// reader takes numbers from the front. What is missing or out of bounds is 0 and makes
// it bad.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if len(r.data) < n {
		r.bad, r.data = true, nil
		return make([]byte, n)
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) u8() uint8   { return r.take(1)[0] }
func (r *reader) u16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *reader) u32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *reader) u64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

// count reads a number of things that are at most so many.
func (r *reader) count(most int) int {
	n := int(r.u16())
	if n > most {
		r.bad = true
		return 0
	}
	return n
}

// weight reads a number that is neither negative nor too large.
func (r *reader) weight(most float64) float64 {
	return r.bounded(math.Float64frombits(r.u64()), most)
}

func (r *reader) smallWeight() float32 {
	return float32(r.bounded(float64(math.Float32frombits(r.u32())), maxWeight))
}

func (r *reader) bounded(v, most float64) float64 {
	if !(v >= 0 && v <= most) {
		r.bad = true
		return 0
	}
	return v
}
