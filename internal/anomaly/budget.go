package anomaly

import (
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
)

// budget decides what of a stream of events is told, so that ordinary traffic causes as
// many findings a day as are wanted: those events that are so strong that fewer than that
// come in a day, by the tail of all their strengths (peaks over threshold: Siffer et al.,
// KDD 2017) and by how many events there are.
type budget struct {
	perDay float64
	tail   baseline.Tail
	// Events and the time in which they came, in days. Both halve when that is long.
	events, days float64
	last         int64
}

const (
	// budgetMemory is after how many days old events count half.
	budgetMemory = 30
	// A shorter time says too little of how many events there are in a day.
	minDays = 1
)

// told reports whether an event is strong enough, and how sure that is: from a half, if
// just so many as strong as this are expected in a day as may be told, to 1.
func (b *budget) told(strength float64) (score float64, told bool) {
	if !b.tail.Ready() || !(strength > 0) {
		return 0, false
	}
	expected := b.tail.P(strength) * b.events / max(b.days, minDays)
	if expected > b.perDay {
		return 0, false
	}
	return 1 - expected/b.perDay/2, true
}

// learn notes an event. Strengths are learned on the scale of their logarithm, on which
// the tails of sums of surprises are light.
func (b *budget) learn(at int64, strength float64) {
	if b.last != 0 && at > b.last {
		b.days += float64(at-b.last) / float64(24*time.Hour)
	}
	b.last = max(b.last, at)
	if b.days > 2*budgetMemory {
		b.days, b.events = b.days/2, b.events/2
	}
	b.events++
	b.tail.Observe(strength)
}

// strengthOf turns a score in [0,1) into a strength that has no bound.
func strengthOf(score float64) float64 { return math.Log1p(max(score, 0) / (1 - min(score, 0.999999))) }
