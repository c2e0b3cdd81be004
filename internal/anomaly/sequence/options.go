package sequence

import (
	"math"
	"time"
)

// Options are what a model is made with. A zero value stands for its default.
type Options struct {
	// Key is what all hashes depend on. Whoever knows it can make up names that hash
	// alike. State can be read only under the key that it was written under.
	Key uint64
	// Budget is the share of sessions that may be flagged although they are as usual
	// as all others; 0.05. It is at least 0.001 and at most 0.5.
	Budget float64
	// MinSessions is from how many sessions on a model is ready; 20, and never so few
	// that the rarest of them would exceed the budget. Sessions fade like all else: where
	// there are fewer than 14 in a half-life, 20 never come together.
	MinSessions int
	// HalfLife is after how long what was seen counts half; 30 days. What was seen once
	// is new again after four to five times that, what was seen often later.
	HalfLife time.Duration
	// Confirm is the number of principals who have to be flagged for the same thing to
	// make it normal; 5, at most 8. Sessions without a principal count one for each day.
	// Where fewer principals are known, nothing that was flagged becomes normal, and it
	// is better to leave [Session.Who] 0.
	Confirm int
	// DailyShare is the share of a day's sessions that one principal may teach; 0.25.
	// The first 20 of each day are always taken, and all that name no principal. Where
	// fewer principals are active than make up a whole of such shares, no more are.
	DailyShare float64
}

// Flag is the score from which on a call is to be told.
const Flag = 0.5

func (o *Options) setDefaults() {
	if !(o.Budget > 0) {
		o.Budget = 0.05
	}
	o.Budget = min(max(o.Budget, 0.001), 0.5)
	if o.MinSessions <= 0 {
		o.MinSessions = 20
	}
	o.MinSessions = max(o.MinSessions, int(math.Ceil(1/o.Budget)))
	if o.HalfLife <= 0 {
		o.HalfLife = 30 * 24 * time.Hour
	}
	if o.Confirm <= 0 {
		o.Confirm = 5
	}
	o.Confirm = min(o.Confirm, 8)
	if !(o.DailyShare > 0) {
		o.DailyShare = 0.25
	}
}
