package baseline

import "math"

// peaks say how far a quantity usually goes. Points are taken in blocks; of each block
// the largest value counts, and a value is judged by mean and deviation of these. A daily
// spike is then as usual as it is, which a deviation of all points does not see (block
// maxima: Gumbel, "Statistics of Extremes", 1958).
type peaks struct {
	largest   float32 // of this block
	mean      float32
	variance  float32
	deviation float32 // what values are divided by
	farOff    uint32  // blocks in a row whose peak was far off
}

const (
	// certain is how far a value is above peaks that do not differ at all.
	certain = 50
	// furthest is the most of all.
	furthest = 1e4
	// A block whose peak is some deviations above the usual one is far off. After some of
	// these in a row it is what is usual: one event touches two blocks at most.
	farOff       = 4
	farOffBlocks = 3
	farOffWeight = 0.5
)

// above returns how many deviations a value is above the usual peak.
func (p *peaks) above(x float64, b *blocks) float64 {
	switch {
	case b.done < blocksKnown:
		return 0
	case p.deviation > 0:
		return min(furthest, (x-float64(p.mean))/float64(p.deviation))
	case x > float64(p.mean):
		return certain
	}
	return 0
}

// learn shows a value of the block. The middle is what the quantity is on average, floor
// the least deviation that means something.
func (p *peaks) learn(x, middle, floor float64, b *blocks, t *tuning) {
	if b.first || x > float64(p.largest) {
		p.largest = float32(x)
	}
	if b.last {
		p.close(middle, floor, float64(b.done)+1, t)
	}
}

// close ends the k-th block. Its peak teaches as if it were at most some deviations above
// the mean; a lasting change is adopted over several blocks, since the deviation grows
// with each.
func (p *peaks) close(middle, floor, k float64, t *tuning) {
	mean, variance, x := float64(p.mean), float64(p.variance), float64(p.largest)
	if k > blocksKnown {
		x = min(x, mean+t.limit*(math.Sqrt(variance)+max(t.height*(mean-middle), floor)))
	}
	weight := max(1/k, 1/t.memory)
	if p.far(x, k) {
		weight = max(weight, farOffWeight)
	}
	d := x - mean
	mean += weight * d
	variance = (1 - weight) * (variance + weight*d*d)
	p.mean, p.variance = float32(mean), float32(variance)
	if k >= blocksKnown {
		height := t.height * (mean - middle)
		spread := variance*k/(k-1) + height*height + floor*floor
		p.deviation = float32(math.Sqrt(spread) * (1 + t.doubt/k))
	}
}

// far counts blocks that are far off, and reports whether they are too many for an event.
func (p *peaks) far(x, k float64) bool {
	if k <= blocksKnown || x <= float64(p.mean)+farOff*float64(p.deviation) {
		p.farOff = 0
		return false
	}
	p.farOff = more(p.farOff)
	return p.farOff >= farOffBlocks
}
