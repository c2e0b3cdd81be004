package baseline

import "math"

// Tail says how rare a large value is, by extreme-value theory: beyond a high level the
// excesses of almost any distribution follow a generalised Pareto distribution
// (peaks over threshold; as a stream: Siffer et al., "Anomaly Detection in Streams with
// Extreme Value Theory", KDD 2017). Unlike there no excess is kept: the level follows the
// stream as a quantile, and the distribution is fitted by probability-weighted moments
// (Hosking and Wallis, Technometrics 29, 1987), which two running means give.
//
// It remembers some tailMemory values; older ones fade. A level that lasts is adopted
// in about that time. A value cannot teach more than the quantile that it is about to
// be seen once in twice the excesses that are remembered, so that no burst moves the tail at once.
//
// The zero value is ready for use; it takes 80 bytes. It is not safe for concurrent use.
type Tail struct {
	n     float64 // values seen, at most tailMemory
	level float64 // what tailShare of the values exceed
	share float64 // how many did

	k     float64 // excesses seen, at most tailExcesses
	mean  float64 // of an excess
	least float64 // mean of the lesser of two excesses
	last  float64 // the excess before

	warmMean, warmSquares float64
}

const (
	tailMemory = 10000
	// Of tailMemory values this share is tail: enough to fit a shape to, few enough to
	// be tail. Siffer et al. take 2 % of a calibration sample that we do not have.
	tailShare    = 0.05
	tailExcesses = tailMemory * tailShare
	// The level starts as a quantile of a normal distribution of the first values.
	tailWarm   = 50
	tailNormal = 1.645
	// The level moves by this many mean excesses for a value; its own noise is then a
	// tenth of the mean excess.
	tailStep = 0.2
	// Before there are excesses their shape is assumed, as if these many had been seen:
	// a little heavier than exponential, so that p errs towards the ordinary.
	tailPrior      = 20
	tailPriorShape = 0.2
	// With these many excesses there is a shape by which to limit what the next teaches.
	tailFitted = 50
	// With this many excesses half of a logarithm is believed. Thirty keep the first
	// ten thousand values near the stated probability down to one in ten thousand.
	tailDoubt = 30
	// TailReady is the number of values before which nothing is rare.
	TailReady = 200
)

// Ready reports whether enough values were seen to call one rare.
func (t *Tail) Ready() bool { return t.n >= TailReady }

// Observe returns the probability of a value as large as this or larger, as far as the
// values before tell, and learns it. It is 1 for a value that is not in the tail, for
// one that is not a number, and for all of the first [TailReady].
func (t *Tail) Observe(x float64) (p float64) {
	if math.IsNaN(x) {
		return 1
	}
	x = clamp(x)
	p = t.P(x)
	if t.n < tailWarm {
		t.warm(x)
		return p
	}
	t.learn(x)
	return p
}

// P is what Observe returns, without learning.
func (t *Tail) P(x float64) float64 {
	if !t.Ready() || !(x > t.level) {
		return 1
	}
	shape, scale := t.fit()
	return min(1, t.share*math.Pow(survival(x-t.level, shape, scale), t.trust()))
}

// Level returns the value that is exceeded with probability p, for a p in the tail;
// +Inf before the tail is ready.
func (t *Tail) Level(p float64) float64 {
	if !t.Ready() || t.share == 0 {
		return math.Inf(1)
	}
	shape, scale := t.fit()
	return t.level + quantile(min(1, math.Pow(p/t.share, 1/t.trust())), shape, scale)
}

// trust is the share of a logarithm of a probability that is believed: all of it only
// where many excesses were seen.
func (t *Tail) trust() float64 { return t.k / (t.k + tailDoubt) }

func (t *Tail) warm(x float64) {
	t.n++
	d := x - t.warmMean
	t.warmMean += d / t.n
	t.warmSquares += d * (x - t.warmMean)
	if t.n < tailWarm {
		return
	}
	deviation := math.Sqrt(t.warmSquares / t.n)
	t.level = t.warmMean + tailNormal*deviation
	t.share = tailShare
	// What a normal distribution exceeds its quantile by.
	t.mean, t.least = 0.4*deviation, 0.2*deviation
}

func (t *Tail) learn(x float64) {
	t.n = min(t.n+1, tailMemory)
	over := 0.0
	if x > t.level {
		over = 1
		t.excess(x - t.level)
	}
	t.share += (over - t.share) / t.n
	step := t.mean * max(tailStep, 5/math.Sqrt(t.n))
	t.level += step * (over - tailShare)
}

func (t *Tail) excess(y float64) {
	if t.k >= tailFitted {
		shape, scale := t.fit()
		y = min(y, quantile(0.5/(t.k+tailPrior), shape, scale))
	}
	t.k = min(t.k+1, tailExcesses)
	weight := 1 / min(t.k+tailPrior, tailExcesses)
	t.mean += (y - t.mean) * weight
	if t.last > 0 {
		t.least += (min(y, t.last) - t.least) * weight
	}
	t.last = y
}

// fit returns shape and scale of the generalised Pareto distribution. Hosking and Wallis
// write k = -shape, and alpha1 for half of least.
func (t *Tail) fit() (shape, scale float64) {
	shape = tailPriorShape
	if d := t.mean - t.least; d > 0 {
		shape = 2 - t.mean/d
	}
	w := tailPrior / (tailPrior + t.k)
	shape = max(-0.5, min(0.9, (1-w)*shape+w*tailPriorShape))
	return shape, t.mean * (1 - shape)
}

// survival is the probability that an excess is larger than y.
func survival(y, shape, scale float64) float64 {
	if scale <= 0 {
		return 0
	}
	if math.Abs(shape) < 1e-6 {
		return math.Exp(-y / scale)
	}
	return math.Pow(max(0, 1+shape*y/scale), -1/shape)
}

// quantile is the excess that is exceeded with probability p.
func quantile(p, shape, scale float64) float64 {
	if math.Abs(shape) < 1e-6 {
		return -scale * math.Log(p)
	}
	return scale / shape * (math.Pow(p, -shape) - 1)
}
