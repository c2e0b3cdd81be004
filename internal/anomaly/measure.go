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
// on that of their square root (Anscombe, Biometrika 35, 1948).
var measures = [numMeasures]struct {
	Type       Type
	resolution float64 // the least difference on the scale that means anything
	scale      func(float64) float64
	inverse    func(float64) float64
	reason     func(observed, usual float64) string
}{
	latency:  {LatencyAnomaly, 0.1, math.Log, math.Exp, func(o, u float64) string { return fmt.Sprintf("median latency %s, usually %s", seconds(o), seconds(u)) }},
	rate:     {RateAnomaly, 0.5, math.Sqrt, square, func(o, u float64) string { return fmt.Sprintf("%.0f calls in five minutes, usually %.0f", o, u) }},
	failures: {ErrorAnomaly, 0.05, same, same, func(o, u float64) string { return fmt.Sprintf("%.0f %% of calls fail, usually %.0f %%", 100*o, 100*u) }},
	requests: {RequestSizeAnomaly, 0.2, math.Log, math.Exp, sizes("request")},
	results:  {ResultSizeAnomaly, 0.2, math.Log, math.Exp, sizes("result")},
}

func square(x float64) float64 { return x * x }

func same(x float64) float64 { return x }

func sizes(of string) func(observed, usual float64) string {
	return func(o, u float64) string { return fmt.Sprintf("a %s of %.0f bytes, usually up to %.0f", of, o, u) }
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
