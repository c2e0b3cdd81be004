package sketch

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNothingAllocates(t *testing.T) {
	var d Distinct
	i := uint64(0)
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		i++
		d.Add(i)
		_ = d.Count()
	}))
}

func BenchmarkAdd(b *testing.B) {
	b.ReportAllocs()
	var d Distinct
	for i := 0; b.Loop(); i++ {
		d.Add(uint64(i))
	}
}
