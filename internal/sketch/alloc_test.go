package sketch

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNothingAllocates(t *testing.T) {
	var (
		q Quantiles
		d Distinct
		h Heavy
		r Rate
		i uint64
	)
	h.Add(0, 1)
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		i++
		q.Add(float64(i))
		d.Add(i)
		h.Add(i, 1)
		r.Add(1, int64(i))
		_ = q.Quantile(0.9) + d.Count() + r.PerSecond(int64(i))
		q.Decay(0.9)
	}))
}

func BenchmarkAdd(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, 1024)
	for i := range values {
		values[i] = random.ExpFloat64()
	}
	b.Run("Quantiles", func(b *testing.B) {
		b.ReportAllocs()
		var q Quantiles
		for i := 0; b.Loop(); i++ {
			q.Add(values[i%1024])
		}
	})
	b.Run("Distinct", func(b *testing.B) {
		b.ReportAllocs()
		var d Distinct
		for i := 0; b.Loop(); i++ {
			d.Add(uint64(i))
		}
	})
	b.Run("Heavy", func(b *testing.B) {
		b.ReportAllocs()
		var h Heavy
		for i := 0; b.Loop(); i++ {
			h.Add(uint64(values[i%1024]*50), 1)
		}
	})
	b.Run("Rate", func(b *testing.B) {
		b.ReportAllocs()
		var r Rate
		for i := 0; b.Loop(); i++ {
			r.Add(1, int64(i)*1000)
		}
	})
}
