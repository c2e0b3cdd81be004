package sketch

import (
	"math"
	"slices"
)

// Quantiles estimates quantiles of positive values: durations, sizes, counts. It counts
// them in bins whose bounds grow by a constant factor, so that the estimate of a quantile
// lies within Accuracy of a value that has this rank (Masson, Rim and Lee, "DDSketch",
// VLDB 2019). It takes 1 KB, in which the greatest value can be 5·10^9 times the least
// one: 1 µs to 1 h, or 1 byte to 4 GB, and some to spare.
//
// What is lost: of a wider range, the lowest values are told as greater than they are.
// One that is so great that more than a hundredth of the others would suffer that is told
// as less than it is instead. When a bin has 65 535 values, all counts are
// halved: the past counts for less then.
//
// The zero value is empty and ready.
type Quantiles struct {
	zero  uint32 // values of 0 and less
	total uint32 // of all bins
	// base is the index of the first bin; it means nothing without values.
	base int32
	bins [numBins]uint16
}

// Accuracy is how far an estimate is from a value of the rank, relative to that.
const Accuracy = 0.025

const (
	numBins = 448
	// maxCollapse is one in how many values may lose their place for one that is
	// greater than all.
	maxCollapse = 100
	// Values beyond these bounds are taken for them, so that every index is small.
	leastValue, greatestValue = 1e-300, 1e300
)

// logGamma is the logarithm of the factor between bounds.
var logGamma = math.Log((1 + Accuracy) / (1 - Accuracy))

func indexOf(x float64) int32 {
	return int32(math.Ceil(math.Log(min(max(x, leastValue), greatestValue)) / logGamma))
}

// valueOf is that in a bin which is nearest to both bounds, relative to them.
func valueOf(index int32) float64 { return math.Exp(float64(index)*logGamma) * (1 - Accuracy) }

// Add counts a value. Negative ones count as 0; NaN and infinities are ignored.
func (q *Quantiles) Add(x float64) {
	switch {
	case math.IsNaN(x), math.IsInf(x, 0):
	case x <= 0:
		if q.zero == math.MaxUint32 {
			q.Decay(0.5)
		}
		q.zero++
	default:
		q.add(indexOf(x), 1)
	}
}

func (q *Quantiles) add(index int32, n uint16) {
	bin := &q.bins[q.place(index)]
	for *bin > math.MaxUint16-n || q.total > math.MaxUint32-uint32(n) {
		q.Decay(0.5)
	}
	*bin += n
	q.total += uint32(n)
}

// place returns the bin of an index, and makes room for it.
func (q *Quantiles) place(index int32) int {
	if q.total == 0 {
		q.base = index - numBins/2
	}
	switch at := int(index) - int(q.base); {
	case at < 0:
		return q.below(-at)
	case at >= numBins:
		return q.above(at - numBins + 1)
	default:
		return at
	}
}

// below moves the bins down by as many, as far as there are empty ones at the top.
func (q *Quantiles) below(by int) int {
	top := numBins - 1
	for q.bins[top] == 0 {
		top--
	}
	by = min(by, numBins-1-top)
	copy(q.bins[by:], q.bins[:])
	clear(q.bins[:by])
	q.base -= int32(by)
	return 0
}

// above moves the bins up by as many; what falls out is added to the lowest.
func (q *Quantiles) above(by int) int {
	out := sum(q.bins[:min(by, numBins)])
	if uint64(out)*maxCollapse > uint64(q.total) {
		return numBins - 1
	}
	copy(q.bins[:], q.bins[by:])
	clear(q.bins[numBins-by:])
	q.base += int32(by)
	q.bins[0] = uint16(min(uint32(q.bins[0])+out, math.MaxUint16))
	q.total = sum(q.bins[:])
	return numBins - 1
}

func sum(bins []uint16) (n uint32) {
	for _, b := range bins {
		n += uint32(b)
	}
	return n
}

// Count returns how many values there are, after all decay.
func (q *Quantiles) Count() uint64 { return uint64(q.zero) + uint64(q.total) }

// Quantile returns an estimate of the value of which a part p, 0 to 1, are not greater;
// NaN if there are none or p is NaN. Its rank among n values, from 0, is p(n-1) rounded down.
func (q *Quantiles) Quantile(p float64) float64 {
	n := q.Count()
	if n == 0 || math.IsNaN(p) {
		return math.NaN()
	}
	rank := uint64(min(max(p, 0), 1) * float64(n-1))
	if rank < uint64(q.zero) {
		return 0
	}
	below, last := uint64(q.zero), int32(0)
	for i, b := range q.bins {
		if b == 0 {
			continue
		}
		below, last = below+uint64(b), int32(i)
		if rank < below {
			break
		}
	}
	return valueOf(q.base + last)
}

// Decay multiplies all counts with a factor of 0 to 1. What a bin loses by rounding goes
// to the next one: single values do not vanish together, and a rank is off by one at
// most. Other factors change nothing.
func (q *Quantiles) Decay(factor float64) {
	if !(factor >= 0 && factor < 1) {
		return
	}
	exact := float64(q.zero) * factor
	q.zero = uint32(exact)
	rest := exact - float64(q.zero)
	q.total = 0
	for i, b := range q.bins {
		if b == 0 {
			continue
		}
		exact = float64(b)*factor + rest
		q.bins[i] = uint16(exact + 1e-9) // a sum of tenths is a whole again
		rest = exact - float64(q.bins[i])
		q.total += uint32(q.bins[i])
	}
}

// Merge adds the values of another one, which does not change.
func (q *Quantiles) Merge(other *Quantiles) {
	o := *other
	for o.zero > math.MaxUint32-q.zero || int(slices.Max(o.bins[:]))+int(slices.Max(q.bins[:])) > math.MaxUint16 {
		q.Decay(0.5)
		o.Decay(0.5)
	}
	q.zero += o.zero
	// From the top, so that what has to go elsewhere does so at the bottom.
	for i, n := range slices.Backward(o.bins[:]) {
		if n > 0 {
			q.add(o.base+int32(i), n)
		}
	}
}

// Reset forgets everything.
func (q *Quantiles) Reset() { *q = Quantiles{} }
