package sketch

import (
	"math"
	"math/bits"
	"slices"
)

// Distinct estimates how many different hashes it was shown. It is made for many small
// sets: up to 30 it is exact (but for two hashes that share 32 bits, a chance of one in
// 10^7), and beyond that it has a standard error of 9 % (1.04/√128: Flajolet, Fusy,
// Gandouet and Meunier, "HyperLogLog", AofA 2007), up to about 10^8. It takes 124 bytes.
//
// The zero value is empty and ready.
type Distinct struct {
	// words are the hashes themselves, n of them; or, if n is dense, registers of five
	// bits, six in a word.
	words [exactHashes]uint32
	n     uint8
}

const (
	exactHashes = 30
	dense       = 0xff

	registerBits = 7
	registers    = 1 << registerBits
	// rankBits are left of a hash to count zeros in.
	rankBits = 32 - registerBits
)

// Add shows a hash. It need not be well mixed: numbers in sequence will do.
func (d *Distinct) Add(hash uint64) { d.add(fold(hash)) }

// fold mixes a hash and halves it (the finalizer of SplitMix64: Steele, Lea and Flood,
// OOPSLA 2014).
func fold(h uint64) uint32 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return uint32(h >> 32)
}

func (d *Distinct) add(h uint32) {
	if d.n == dense {
		d.raise(h)
		return
	}
	switch {
	case slices.Contains(d.words[:d.n], h):
	case d.n < exactHashes:
		d.words[d.n] = h
		d.n++
	default:
		d.toDense()
		d.raise(h)
	}
}

// toDense makes registers of the hashes.
func (d *Distinct) toDense() {
	if d.n == dense {
		return
	}
	was := *d
	*d = Distinct{n: dense}
	for _, h := range was.words[:was.n] {
		d.raise(h)
	}
}

// raise raises the register of a hash to the place of its first bit that is set.
func (d *Distinct) raise(h uint32) {
	rank := uint32(bits.LeadingZeros32(h<<registerBits|1<<(registerBits-1))) + 1
	d.raiseTo(h>>rankBits, rank)
}

func (d *Distinct) raiseTo(register, rank uint32) {
	if rank > d.register(register) {
		w, shift := &d.words[register/6], register%6*5
		*w = *w&^(31<<shift) | rank<<shift
	}
}

func (d *Distinct) register(i uint32) uint32 { return d.words[i/6] >> (i % 6 * 5) & 31 }

// Count returns the estimate.
func (d *Distinct) Count() float64 {
	if d.n != dense {
		return float64(d.n)
	}
	return d.estimate()
}

// estimate is the one of Ertl, "New cardinality estimation algorithms for HyperLogLog
// sketches" (2017), algorithm 6, which has no bias at either end of the range.
func (d *Distinct) estimate() float64 {
	var have [rankBits + 2]float64
	for i := range uint32(registers) {
		have[min(d.register(i), rankBits+1)]++
	}
	z := registers * tau(1-have[rankBits+1]/registers)
	for k := rankBits; k >= 1; k-- {
		z = (z + have[k]) / 2
	}
	z += registers * sigma(have[0]/registers)
	return registers * registers / (2 * math.Ln2 * z)
}

func sigma(x float64) float64 {
	if x == 1 {
		return math.Inf(1)
	}
	y, z := 1.0, x
	for last := math.NaN(); z != last; {
		x *= x
		last = z
		z += x * y
		y += y
	}
	return z
}

func tau(x float64) float64 {
	if x == 0 || x == 1 {
		return 0
	}
	y, z := 1.0, 1-x
	for last := math.NaN(); z != last; {
		x = math.Sqrt(x)
		last = z
		y /= 2
		z -= (1 - x) * (1 - x) * y
	}
	return z / 3
}

// Merge adds what another one was shown, which does not change.
func (d *Distinct) Merge(other *Distinct) {
	if other.n != dense {
		for _, h := range other.words[:other.n] {
			d.add(h)
		}
		return
	}
	d.toDense()
	for i := range uint32(registers) {
		d.raiseTo(i, other.register(i))
	}
}

// Reset forgets everything.
func (d *Distinct) Reset() { *d = Distinct{} }
