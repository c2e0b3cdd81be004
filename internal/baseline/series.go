package baseline

import "math"

// Series judges the points of one series, such as the median latency of a tool in each
// minute, each by the points before it. See the package comment for how.
//
// The zero value is a series whose resolution is 0. It takes less than 4 KB, whatever it is
// shown, and about a microsecond a point. It is not safe for concurrent use.
type Series struct {
	// resolution is the least difference that means anything.
	resolution float64
	origin     float64 // the first value, from which all others are counted

	levels   levels
	blocks   blocks
	features [len(features)]watched

	season  season
	ofDay   blocks  // of points whose time of day is known
	strange raised  // how far off for the time of day
	lasting watched // the same of the last points together

	totals blocks
	total  raised // sum of all surprises
	rest   rest
}

// WarmUp is the number of values that are only learned. A share of a series' length, as
// benchmarks give, is not known in a stream.
const WarmUp = 200

// NewSeries returns an empty series. The resolution is the least difference between two
// values that means anything, in their unit: 0.01 for a share, 1 for a count. Without one,
// the first failure in a series of none is as strange as can be. 0 is none.
func NewSeries(resolution float64) *Series {
	return &Series{resolution: clamp(math.Abs(resolution))}
}

// Observe judges a value, then learns it. The time, in Unix nanoseconds, tells the time of
// day; it need not grow, and gaps do not matter. A value that is not a number is neither
// judged nor learned, and an infinite one is taken as the largest.
func (s *Series) Observe(at int64, value float64) Score {
	if math.IsNaN(value) {
		return Score{Observed: value, Expected: s.usual(at), Ready: s.Ready()}
	}
	value = clamp(value)
	if s.levels.n == 0 {
		s.origin = value
	}
	score := Score{Observed: value, Expected: s.usual(at), Ready: s.Ready()}
	score.Deviation = s.distance(at, value)
	x := clamp(value - s.origin)
	s.levels.add(x)
	if s.levels.n > settled {
		score.Score = s.judge(s.surprise(at, x))
	}
	return score
}

// settled is how many values it takes for a short mean to differ from a long one.
const settled = 8

// Ready reports whether the next value is judged.
func (s *Series) Ready() bool { return s.levels.n+1 >= WarmUp }

// surprise adds what is surprising about the last value.
func (s *Series) surprise(at int64, x float64) (sum float64) {
	floor := s.floor()
	logs := s.levels.logSteps(s.resolution)
	s.blocks.next(&ofFeatures)
	for i := range features {
		f := &features[i]
		least := floor
		if f.steps {
			least = leastLog
		}
		sum += f.weight() * s.features[i].surprise(f.value(&s.levels, &logs), least, &s.blocks, &ofFeatures)
	}
	s.blocks.end()
	return sum + s.surpriseOfDay(at, x, floor)
}

// surpriseOfDay is what is surprising at this time of day, of the value and of the last
// ones together.
func (s *Series) surpriseOfDay(at int64, x, floor float64) (sum float64) {
	strange, ok := s.season.observe(at, x, floor)
	if !ok {
		return 0
	}
	s.ofDay.next(&ofFeatures)
	sum = strangeWeight * s.strange.surprise(math.Abs(strange), leastStrange, &s.ofDay, &ofFeatures)
	sum += lastingWeight * s.lasting.surprise(float64(s.season.lasting), leastLasting, &s.ofDay, &ofFeatures)
	s.ofDay.end()
	return sum
}

// judge makes a score of a sum of surprises: of what it is in itself, and of what it is
// beside those that this series usually has.
func (s *Series) judge(sum float64) float64 {
	s.totals.next(&ofTotals)
	own := s.total.surprise(sum, leastTotal, &s.totals, &ofTotals)
	s.totals.end()
	if s.levels.n < WarmUp {
		return 0
	}
	strength := s.rest.news(sum + ownShare*(own-sum))
	return strength / (strength + halfScore)
}

// floor is the least deviation of a level that means something: the resolution, and a
// ten-thousandth of the level, so that neither rounding nor the first tremor of a constant
// is a wonder.
func (s *Series) floor() float64 {
	return max(s.resolution, leastShare*math.Abs(s.origin+s.levels.mean[over1024]))
}

const (
	leastShare = 1e-4
	// leastLog is the least deviation of the logarithm of a mean step: a twentieth.
	leastLog = 0.05
	// The least deviations of strangeness, in usual deviations, and of totals: without
	// them a series that repeats itself exactly is surprised by its rounding errors.
	leastStrange = 0.5
	leastLasting = 0.1
	leastTotal   = 2
)
