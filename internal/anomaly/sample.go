package anomaly

import "slices"

// sample is some of the numbers of a window: all of the first, and of more than fit an
// even choice (Vitter, "Random Sampling with a Reservoir", TOMS 1985, algorithm R). The
// choice is made by a hash of the count, the same on every run.
type sample struct {
	values [sampleSize]float32
	n      uint32
}

// sampleSize is enough for a median: its rank is right to 6 %.
const sampleSize = 63

func (s *sample) add(x float32) {
	s.n++
	if s.n <= sampleSize {
		s.values[s.n-1] = x
		return
	}
	if at := mixed(s.n) % s.n; at < sampleSize {
		s.values[at] = x
	}
}

// mixed spreads a count (the finalizer of MurmurHash3).
func mixed(x uint32) uint32 {
	x = (x ^ x>>16) * 0x85ebca6b
	x = (x ^ x>>13) * 0xc2b2ae35
	return x ^ x>>16
}

// median is 0 of no numbers. It leaves them in order.
func (s *sample) median() float64 {
	some := s.values[:min(s.n, sampleSize)]
	if len(some) == 0 {
		return 0
	}
	slices.Sort(some)
	return float64(some[len(some)/2])
}
