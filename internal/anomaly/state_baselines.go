package anomaly

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
)

// appendBaselines writes of each the key, when it was used, the windows that have not ended,
// and of each series its length and state.
func appendBaselines(m *Model, b []byte) []byte {
	m.bases.Each(func(key uint64, used int64, known *baselines) bool {
		b = known.appendWindows(appendWords(b, key, uint64(used)))
		for m, s := range known.series {
			if s == nil {
				b = appendWords(b, 0)
				continue
			}
			b = appendPart(appendPart(b, s), &known.latches[m])
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
			state := r.part()
			if len(state) == 0 {
				continue
			}
			known.series[i] = baseline.NewSeries(measures[i].resolution)
			if err := errors.Join(known.series[i].UnmarshalBinary(state), known.latches[i].UnmarshalBinary(r.part())); err != nil {
				return fmt.Errorf("a series: %w", err)
			}
		}
	}
	return r.end()
}

func (b *baselines) appendWindows(to []byte) []byte {
	to = appendWords(to, uint64(b.rated), uint64(b.count), uint64(b.begun), uint64(b.calls), uint64(b.failed),
		math.Float64bits(b.request), math.Float64bits(b.result), uint64(b.took.n))
	for _, x := range b.took.values[:min(b.took.n, sampleSize)] {
		to = binary.LittleEndian.AppendUint32(to, math.Float32bits(x))
	}
	for _, m := range b.typical.all() {
		to = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(to, math.Float32bits(m.log)), m.n)
	}
	return to
}

func (b *baselines) readWindows(r *decoder) {
	b.rated, b.count, b.begun = int64(r.uint64()), uint32(r.uint64()), int64(r.uint64())
	b.calls, b.failed = uint32(r.uint64()), uint32(r.uint64())
	b.request, b.result = finite(math.Float64frombits(r.uint64())), finite(math.Float64frombits(r.uint64()))
	b.took.n = uint32(r.uint64())
	for i := range b.took.values[:min(b.took.n, sampleSize)] {
		b.took.values[i] = float32(finite(float64(math.Float32frombits(r.uint32()))))
	}
	for _, m := range b.typical.all() {
		m.log, m.n = float32(finite(float64(math.Float32frombits(r.uint32())))), r.uint32()
	}
}

func appendBudgets(m *Model, b []byte) []byte {
	for _, budget := range m.budgets.all() {
		b = appendPart(b, budget)
	}
	return b
}

func readBudgets(m *Model, b []byte) (err error) {
	r := decoder{b, false}
	for _, budget := range m.budgets.all() {
		allowed := budget.AlertsPerDay // that of the options, not of the state
		err = errors.Join(err, budget.UnmarshalBinary(r.part()))
		budget.AlertsPerDay = allowed
	}
	return errors.Join(err, r.end())
}
