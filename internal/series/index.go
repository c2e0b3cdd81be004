package series

import "math"

const (
	smallestNormal = 0x1p-1022
	mantissaBits   = 52
	mantissa       = 1<<mantissaBits - 1
	exponentBias   = 1023
)

// index returns the index of the bucket that a finite value above 0 belongs to at a scale
// (OpenTelemetry metrics data model, "ExponentialHistogram", mapping functions). Powers of two
// are exact at every scale; at scales above 0 another value may miss its bucket if it is
// closer to a bound than 1e-9 of the bucket's width. Subnormal numbers count as the
// smallest normal one, which the data model permits.
func index(value float64, scale int) int {
	number := math.Float64bits(max(value, smallestNormal))
	if scale <= 0 {
		// Upper bounds belong to their bucket: the number before a power of two has
		// the exponent of that.
		return (int((number-1)>>mantissaBits) - exponentBias) >> -scale
	}
	first := (int(number>>mantissaBits) - exponentBias) << scale
	fraction := math.Float64frombits(number&mantissa | exponentBias<<mantissaBits) // from 1 to below 2
	if fraction == 1 {
		return first - 1
	}
	// The last numbers of an octave may be rounded up to the next.
	return first + min(int(math.Log(fraction)*perOctave[scale]), 1<<scale-1)
}

// perOctave turns natural logarithms into buckets of a scale.
var perOctave = func() (factors [maxScale + 1]float64) {
	for scale := range factors {
		factors[scale] = math.Ldexp(math.Log2E, scale)
	}
	return factors
}()
