package anomaly

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
)

// appendBaselines writes of each the key, when it was used, the windows that have not ended,
// and of each series its length and state.
func appendBaselines(m *Model, b []byte) []byte {
	m.bases.Each(func(key uint64, used int64, known *baselines) bool {
		b = known.appendWindows(appendWords(b, key, uint64(used)))
		for _, s := range known.series {
			var state []byte
			if s != nil {
				state, _ = s.AppendBinary(nil) // one that cannot be written is learned again
			}
			b = append(appendWords(b, uint64(len(state))), state...)
		}
		return true
	})
	return b
}

func readBaselines(m *Model, b []byte) error {
	r := decoder{b, false}
	for len(r.rest) > 0 && !r.bad {
		key, used := r.uint64(), int64(r.uint64())
		known, _ := m.bases.Add(key, used, nil)
		known.readWindows(&r)
		for i := range known.series {
			state := r.bytes(int(min(r.uint64(), maxState)))
			if r.bad || len(state) == 0 {
				continue
			}
			known.series[i] = baseline.NewSeries(measures[i].resolution)
			if err := known.series[i].UnmarshalBinary(state); err != nil {
				return fmt.Errorf("a series: %w", err)
			}
		}
	}
	return r.end()
}

func (b *baselines) appendWindows(to []byte) []byte {
	to = appendWords(to, uint64(b.minute), uint64(b.count), uint64(b.begun), uint64(b.calls), uint64(b.failed),
		math.Float64bits(b.request), math.Float64bits(b.result), uint64(b.took.n))
	for _, x := range b.took.values[:min(b.took.n, sampleSize)] {
		to = binary.LittleEndian.AppendUint32(to, math.Float32bits(x))
	}
	return to
}

func (b *baselines) readWindows(r *decoder) {
	b.minute, b.count, b.begun = int64(r.uint64()), uint32(r.uint64()), int64(r.uint64())
	b.calls, b.failed = uint32(r.uint64()), uint32(r.uint64())
	b.request, b.result = finite(math.Float64frombits(r.uint64())), finite(math.Float64frombits(r.uint64()))
	b.took.n = uint32(r.uint64())
	for i := range b.took.values[:min(b.took.n, sampleSize)] {
		b.took.values[i] = float32(finite(float64(math.Float32frombits(r.uint32()))))
	}
}
