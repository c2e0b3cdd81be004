package anomaly

import (
	"fmt"
	"math"
	"time"
)

// measure is what a baseline is of.
type measure uint8

const (
	latency measure = iota
	rate
	failures
	requests
	results
	numMeasures
)

// measures describes each. A baseline judges a value on a scale on which chance makes about
// the same difference everywhere: durations and sizes on that of their logarithm, counts
// on that of their square root, shares on that of the angle whose sine is their root
// (Anscombe, Biometrika 35, 1948).
var measures = [numMeasures]struct {
	Type       Type
	resolution float64 // the least difference on the scale that means anything
	scale      func(figure) float64
	inverse    func(x float64, f figure) float64
	// reason says what was seen; relative the same of figures that are multiples of what
	// is usual for the tool.
	reason, relative func(observed, usual float64) string
}{
	latency: {
		LatencyAnomaly, 0.1, logarithm, exponential,
		func(o, u float64) string { return fmt.Sprintf("median latency %s, usually %s", seconds(o), seconds(u)) },
		func(o, u float64) string {
			return fmt.Sprintf("calls take %.1f times as long as usual for their tools, usually %.1f times", o, u)
		},
	},
	rate: {
		RateAnomaly, 0.5, root, square,
		func(o, u float64) string { return fmt.Sprintf("%.0f calls in five minutes, usually %.0f", o, u) }, nil,
	},
	failures: {
		ErrorAnomaly, 0.1, angle, share,
		func(o, u float64) string { return fmt.Sprintf("%.0f %% of calls fail, usually %.0f %%", 100*o, 100*u) }, nil,
	},
	requests: {RequestSizeAnomaly, 0.2, logarithm, exponential, sizes("request"), multiples("request")},
	results:  {ResultSizeAnomaly, 0.2, logarithm, exponential, sizes("result"), multiples("result")},
}

// figure is what was measured in a window: of so many calls.
type figure struct{ value, calls float64 }

func logarithm(f figure) float64 { return math.Log(f.value) }

func exponential(x float64, _ figure) float64 { return math.Exp(x) }

func root(f figure) float64 { return math.Sqrt(f.value) }

func square(x float64, _ figure) float64 { return x * x }

func angle(f figure) float64 {
	return math.Asin(math.Sqrt((f.value*f.calls + 0.375) / (f.calls + 0.75)))
}

func share(x float64, f figure) float64 {
	sine := math.Sin(x)
	return min(1, max(0, (sine*sine*(f.calls+0.75)-0.375)/f.calls))
}

func sizes(of string) func(observed, usual float64) string {
	return func(o, u float64) string { return fmt.Sprintf("a %s of %.0f bytes, usually up to %.0f", of, o, u) }
}

func multiples(of string) func(observed, usual float64) string {
	return func(o, u float64) string {
		return fmt.Sprintf("a %s %.1f times as large as usual for its tool, usually up to %.1f times", of, o, u)
	}
}

// seconds writes a duration with two digits.
func seconds(s float64) string {
	d := time.Duration(s * float64(time.Second))
	unit := time.Duration(1)
	for d >= 100*unit {
		unit *= 10
	}
	return d.Round(unit).String()
}
