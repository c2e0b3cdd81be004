package baseline

import "math"

// Budget decides which scores are alerts, so that about as many are as one wants to read.
// It learns from all scores that share it, of however many series, how often a score is
// reached by chance: the rate of scores above 0, times the [Tail] of these. An alert is a
// score that is expected less often than AlertsPerDay, whatever the number of series and
// points; ten times the series share the same alerts.
//
// What it promises is an expectation of false alarms. Incidents come on top, and count a
// little as if they were chance, since nothing tells them apart.
//
// It takes 112 bytes. It is not safe for concurrent use.
type Budget struct {
	// AlertsPerDay is the number of false alarms a day that are accepted. 0 is none.
	AlertsPerDay float64

	tail  Tail
	rate  rate
	since int64
}

// NewBudget returns a budget that has seen nothing.
func NewBudget(alertsPerDay float64) *Budget { return &Budget{AlertsPerDay: alertsPerDay} }

// Ready reports whether there can be alerts: after [TailReady] scores above 0.
func (b *Budget) Ready() bool { return b.tail.Ready() }

// Observe reports whether the score of a point at a time, in Unix nanoseconds, is an
// alert, and learns it.
func (b *Budget) Observe(at int64, score float64) bool {
	if !(score > 0) {
		return false
	}
	perDay := b.rate.observe(at)
	return perDay*b.tail.Observe(score) < b.AlertsPerDay
}

// PerDay returns how often a day a score as high as this is expected, of all series
// together. It is +Inf before the budget is ready.
func (b *Budget) PerDay(score float64) float64 {
	if !b.Ready() {
		return math.Inf(1)
	}
	return b.rate.perDay() * b.tail.P(score)
}

// Level returns the score that is an alert: +Inf before the budget is ready.
func (b *Budget) Level() float64 {
	return b.tail.Level(b.AlertsPerDay / b.rate.perDay())
}
