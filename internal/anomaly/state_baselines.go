package anomaly

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
)

// appendBaselines writes of each the key, when it was used, what is typical, and of each
// series its length and state. Windows that have not ended are not kept: they would seem
// to have gone on while nobody looked.
func appendBaselines(from *bounded.Table[uint64, baselines], b []byte) []byte {
	from.Each(func(key uint64, used int64, known *baselines) bool {
		b = known.typical.append(appendWords(b, key, uint64(used)))
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

func readBaselines(to *bounded.Table[uint64, baselines], b []byte) error {
	r := decoder{b, false}
	for len(r.rest) > 0 && !r.bad {
		key, used := r.uint64(), int64(r.uint64())
		known, _ := to.Add(key, used, nil)
		known.typical.read(&r)
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

func (t *typical) append(to []byte) []byte {
	for _, m := range t.all() {
		to = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(to, math.Float32bits(m.log)), m.n)
	}
	return to
}

func (t *typical) read(r *decoder) {
	for _, m := range t.all() {
		m.log, m.n = float32(finite(float64(math.Float32frombits(r.uint32())))), min(r.uint32(), meanMemory)
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
