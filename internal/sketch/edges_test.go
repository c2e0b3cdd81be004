package sketch

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheSeriesOfTheEstimate are those of the paper, term by term (Ertl 2017, section 3).
func TestTheSeriesOfTheEstimate(t *testing.T) {
	for _, x := range []float64{0, 0.01, 0.3, 0.5, 0.9, 0.999} {
		low, high := x, 1-x
		for k := 1.0; k < 60; k++ {
			low += math.Pow(x, math.Pow(2, k)) * math.Pow(2, k-1)
			high -= math.Pow(1-math.Pow(x, math.Pow(2, -k)), 2) * math.Pow(2, -k)
		}
		require.InDelta(t, low, sigma(x), 1e-9*low)
		if x > 0 {
			require.InDelta(t, high/3, tau(x), 1e-9)
		}
	}
	require.True(t, math.IsInf(sigma(1), 1), "nothing was seen")
	require.Zero(t, tau(0))
	require.Zero(t, tau(1))
}

// TestTheHighestRankIsThatOfNoBit: a hash of which all bits are 0 that are left to count.
func TestTheHighestRankIsThatOfNoBit(t *testing.T) {
	d := Distinct{n: dense}
	d.raise(5 << rankBits)
	d.raise(6<<rankBits | 1)
	d.raise(7<<rankBits | 1<<(rankBits-1))
	require.Equal(t, []uint32{rankBits + 1, rankBits, 1, 0}, []uint32{d.register(5), d.register(6), d.register(7), d.register(8)})
	d.raiseTo(5, 3)
	require.EqualValues(t, rankBits+1, d.register(5), "it falls never")
}

func TestFormsThatSayTooMuchAreRefused(t *testing.T) {
	for name, form := range map[string][]byte{
		"more hashes than there is room for": {kindDistinct, version, exactHashes + 1},
		"a number of hashes beyond a byte":   {kindDistinct, version, 0xff, 0x03},
		"a hash of more than 32 bits":        {kindDistinct, version, 1, 0x80, 0x80, 0x80, 0x80, 0x10},
		"a hash that does not end":           {kindDistinct, version, 1, 0x80},
		"a hash that is missing":             {kindDistinct, version, 1},
		"a hash that comes twice":            {kindDistinct, version, 2, 7, 7},
		"nothing":                            {kindDistinct, version},
	} {
		var d Distinct
		require.ErrorIs(t, d.UnmarshalBinary(form), errForm, name)
	}
	var d Distinct
	for i := range uint64(exactHashes) {
		d.Add(i)
	}
	full, err := d.AppendBinary(nil)
	require.NoError(t, err)
	require.NoError(t, new(Distinct).UnmarshalBinary(full), "as many as there is room for")
}
