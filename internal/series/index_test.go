package series

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// exactPosition returns how many buckets of a scale above 0 lie between 1 and a fraction from
// above 1 to below 2: squaring it a number of times doubles its logarithm as often, and each
// time that exceeds one octave is a bit of the result.
func exactPosition(fraction float64, scale int) (whole int, rest float64) {
	x := new(big.Float).SetPrec(300).SetFloat64(fraction)
	two, half := big.NewFloat(2), big.NewFloat(0.5)
	for range scale {
		x.Mul(x, x)
		whole *= 2
		if x.Cmp(two) >= 0 {
			x.Mul(x, half)
			whole++
		}
	}
	rest, _ = x.Float64()
	return whole, math.Log2(rest)
}

// exactIndex is index by the definition; near is true if the value is so near a bound that
// its neighbour is right as well.
func exactIndex(value float64, scale int) (i int, near bool) {
	fraction, exponent := math.Frexp(value)
	fraction, exponent = 2*fraction, exponent-1
	if fraction == 1 {
		return int(math.Ceil(math.Ldexp(float64(exponent), scale))) - 1, false
	}
	if scale <= 0 {
		return exponent >> -scale, false
	}
	whole, rest := exactPosition(fraction, scale)
	return exponent<<scale + whole, rest < 1e-9 || rest > 1-1e-9
}

// anyNumber is a number above 0 of any size, often close to a power of two.
func anyNumber(r *rand.Rand) float64 {
	value := math.Float64frombits(r.Uint64N(math.Float64bits(math.Inf(1))-1) + 1)
	switch r.IntN(4) {
	case 0:
		value = math.Ldexp(1, r.IntN(2046)-1022)
	case 1:
		value = math.Nextafter(math.Ldexp(1, r.IntN(2045)-1021), float64(r.IntN(2)*4))
	}
	return max(value, smallestNormal)
}

func TestIndexIsThatOfTheDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for scale := minScale; scale <= maxScale; scale++ {
		many := 0
		for range 2000 {
			value := anyNumber(r)
			want, near := exactIndex(value, scale)
			if near {
				many++
				require.InDelta(t, want, index(value, scale), 1, "%b at scale %d", value, scale)
				continue
			}
			require.Equal(t, want, index(value, scale), "%b at scale %d", value, scale)
		}
		require.Less(t, many, 1000, "of values at no bound nearly all are exact")
	}
}

func TestPowersOfTwoAreUpperBounds(t *testing.T) {
	for scale := minScale; scale <= maxScale; scale++ {
		for exponent := -1021; exponent <= 1023; exponent++ {
			power := math.Ldexp(1, exponent)
			want := int(math.Ceil(math.Ldexp(float64(exponent), scale))) - 1
			require.Equal(t, want, index(power, scale), "2^%d at scale %d", exponent, scale)
			require.Equal(t, want, index(math.Nextafter(power, 0), scale), "below 2^%d at scale %d", exponent, scale)
			if scale >= 0 {
				require.Equal(t, want+1, index(math.Nextafter(power, math.Inf(1)), scale), "above 2^%d at scale %d", exponent, scale)
			}
		}
	}
}

func TestIndexOfALowerScaleIsThatOfAHigherRoundedDown(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 20_000 {
		value := anyNumber(r)
		if _, near := exactIndex(value, maxScale); near {
			continue
		}
		finest := index(value, maxScale)
		for scale := minScale; scale < maxScale; scale++ {
			require.Equal(t, finest>>(maxScale-scale), index(value, scale), "%b at scale %d", value, scale)
		}
	}
}

func TestTheEndsOfTheRange(t *testing.T) {
	assert.Equal(t, 0, index(math.MaxFloat64, minScale))
	assert.Equal(t, -1, index(smallestNormal, minScale))
	assert.Equal(t, 1<<30-1, index(math.MaxFloat64, maxScale))
	assert.Equal(t, -1022<<20-1, index(smallestNormal, maxScale))
	for scale := minScale; scale <= maxScale; scale++ {
		assert.Equal(t, index(smallestNormal, scale), index(math.SmallestNonzeroFloat64, scale), "subnormal at scale %d", scale)
	}
}
