package sketch

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASmallSetIsExact(t *testing.T) {
	var d Distinct
	for i := range uint64(exactHashes) {
		for range 3 {
			d.Add(i)
		}
		require.InDelta(t, i+1, d.Count(), 0)
	}
}

func TestALargeSetIsEstimated(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{31, 50, 100, 200, 500, 1000, 10_000, 100_000} {
		const tries = 60
		bias, square := 0.0, 0.0
		for range tries {
			var d Distinct
			from := random.Uint64()
			for i := range n {
				d.Add(from + uint64(i))
				d.Add(from + uint64(i))
			}
			off := d.Count()/float64(n) - 1
			bias += off / tries
			square += off * off / tries
		}
		require.Less(t, math.Sqrt(square), 0.092*1.4, n)
		require.Less(t, math.Abs(bias), 4*0.092/math.Sqrt(tries), n)
	}
}

func TestMergedSetsAreTheUnion(t *testing.T) {
	for _, sizes := range [][2]int{{0, 0}, {5, 0}, {0, 5}, {10, 10}, {20, 20}, {100, 5}, {5, 100}, {500, 700}} {
		var a, b, both Distinct
		for i := range sizes[0] {
			a.Add(uint64(i))
			both.Add(uint64(i))
		}
		for i := range sizes[1] {
			b.Add(uint64(i) + 3)
			both.Add(uint64(i) + 3)
		}
		unchanged := b
		a.Merge(&b)
		require.Equal(t, unchanged, b)
		require.InDelta(t, both.Count(), a.Count(), 0, sizes)
	}
	var d Distinct
	d.Add(1)
	d.Reset()
	require.Equal(t, Distinct{}, d)
}
