package baseline

import "math"

// levels are running means of a series over several horizons, and of its steps from
// point to point. Each begins as a plain mean, so that the first points count alike.
type levels struct {
	n      uint32 // points, saturating
	value  float64
	step   float64 // distance to the value before
	mean   [len(horizons)]float64
	moving [len(horizons)]float64 // mean step
}

// horizons are in points. Factors of four are close enough for no change to fall between
// two; the longest is half a week of five-minute points. A longer one found nothing more.
var horizons = [...]float64{4, 16, 64, 256, 1024}

// The indexes of horizons.
const (
	over4 = iota
	over16
	over64
	over256
	over1024
	now // the value itself, or its step
)

func (l *levels) add(x float64) {
	l.n = more(l.n)
	if l.n > 1 {
		l.step = math.Abs(x - l.value)
	}
	l.value = x
	points := float64(l.n)
	for i, h := range horizons {
		l.mean[i] += (x - l.mean[i]) / min(points, h)
		if l.n > 1 {
			l.moving[i] += (l.step - l.moving[i]) / min(points-1, h)
		}
	}
}

// level is the mean over a horizon, or the value itself.
func (l *levels) level(horizon int) float64 {
	if horizon == now {
		return l.value
	}
	return l.mean[horizon]
}

// logSteps are the logarithms of the mean steps. The resolution and a thousandth of what
// is usual are added, so that a flat line is far away, but not infinitely.
func (l *levels) logSteps(resolution float64) (logs [len(horizons)]float64) {
	floor := resolution + usualShare*l.moving[over1024] + leastStep
	for i, m := range l.moving {
		logs[i] = math.Log(m + floor)
	}
	return logs
}

const (
	usualShare = 1e-3
	// leastStep keeps the logarithm finite where nothing ever moved.
	leastStep = 1e-12
)
