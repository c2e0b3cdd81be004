package baseline

import "math"

// Budget decides which scores are alerts, so that about as many are as one wants to read.
// It learns from all scores that share it, of however many series, how often a score is
// reached by chance: the rate of scores above 0, times the [Tail] of these. An alert is a
// score that is expected less often than AlertsPerDay, whatever the number of series and
// points: ten times the series share the same alerts.
//
// What it promises is an expectation of false alarms. Where more alerts come, for the
// scores are not what they were or for an incident, it grows stricter, and lenient again
// with each day (adaptive conformal inference: Gibbs and Candès, NeurIPS 2021); at most
// by strictest, so that no storm of alerts hides what is far worse.
//
// The zero value accepts no alert. It is not safe for concurrent use.
type Budget struct {
	// AlertsPerDay is the number of false alarms a day that are accepted.
	AlertsPerDay float64

	tail   Tail
	rate   rate
	strict float64 // logarithm of what AlertsPerDay is divided by
}

const (
	// strictness is by how much an alert makes the budget stricter, as a logarithm; a day
	// without makes it lenient by AlertsPerDay times that.
	strictness = 0.25
	strictest  = 2.3
)

// before is what a budget knows before it has seen a score: the scores of quiet series, as
// simulated ones with days, weeks and noise have them. It is little beside what comes, and
// shortens the wait of who has one slow series from months to days.
var before = Tail{
	n: TailReady - budgetWarmUp, level: 0.45, share: tailShare,
	k: tailDoubt, mean: 0.045, least: 0.0225,
}

// budgetWarmUp is the number of scores above 0 before which there is no alert.
const budgetWarmUp = 20

// NewBudget returns a budget that has seen nothing.
func NewBudget(alertsPerDay float64) *Budget { return &Budget{AlertsPerDay: alertsPerDay} }

// Ready reports whether there can be alerts: after 20 scores above 0, of which a series has
// about four a day at five-minute points and twenty at one-minute points.
func (b *Budget) Ready() bool { return b.tail.Ready() }

// Observe reports whether the score of a point at a time, in Unix nanoseconds, is an
// alert, and learns it.
func (b *Budget) Observe(at int64, score float64) bool {
	if !(score > 0) { // nor NaN
		return false
	}
	if b.tail.n == 0 {
		b.tail = before
	}
	days := b.rate.observe(at)
	b.strict = max(0, b.strict-strictness*max(0, b.AlertsPerDay)*min(days, rateDays))
	ready := b.Ready()
	p := b.tail.Observe(score)
	alert := ready && b.rate.perDay()*p < b.accepted()
	if alert {
		b.strict = min(strictest, b.strict+strictness)
	}
	return alert
}

func (b *Budget) accepted() float64 { return b.AlertsPerDay * math.Exp(-b.strict) }

// PerDay returns how often a day a score as high as this is expected, of all series
// together. It is +Inf before the budget is ready.
func (b *Budget) PerDay(score float64) float64 {
	if !b.Ready() {
		return math.Inf(1)
	}
	return b.rate.perDay() * b.tail.P(score)
}

// Level returns the score above which there is an alert now: +Inf before the budget is ready.
func (b *Budget) Level() float64 {
	if !b.Ready() {
		return math.Inf(1)
	}
	return b.tail.Level(b.accepted() / b.rate.perDay())
}
