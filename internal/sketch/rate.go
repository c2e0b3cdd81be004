package sketch

import (
	"math"
	"time"
)

// Rate estimates how many events come per second. Each counts for less as time passes, by
// half in each HalfLife (an exponentially decayed count: Cormode, Shkapenyuk, Srivastava
// and Xu, "Forward decay", ICDE 2009): of a steady stream the estimate has a standard
// deviation of √(ln2 / (2·rate·HalfLife)) of itself, and after a change it is half way there
// in a HalfLife. It takes 24 bytes.
//
// Times are Unix nanoseconds. A clock that goes backwards stands still for it, and what
// has counted goes on to count.
//
// The zero value is empty and ready.
type Rate struct {
	// HalfLife is not to be changed later. 0 or less means DefaultHalfLife.
	HalfLife time.Duration

	count float64 // what the events count for, at the time of the last one
	last  int64
}

// DefaultHalfLife is long enough to have several calls in it for an agent, and short
// enough to see a burst within its minute.
const DefaultHalfLife = time.Minute

// maxWeight is what events can count for together: enough that nothing real comes near,
// and no infinity.
const maxWeight = 1e300

// Add counts n events. NaN, infinities and what is not positive are ignored.
func (r *Rate) Add(n float64, now int64) {
	if !(n > 0) || math.IsInf(n, 0) {
		return
	}
	r.count = min(r.countAt(now)+n, maxWeight)
	r.last = max(r.last, now)
}

// PerSecond returns the estimate.
func (r *Rate) PerSecond(now int64) float64 {
	return r.countAt(now) * math.Ln2 / r.halfLife()
}

// Merge adds the events of another one, which does not change.
func (r *Rate) Merge(other *Rate) {
	now := max(r.last, other.last)
	r.Add(other.PerSecond(now)*r.halfLife()/math.Ln2, now)
}

// Reset forgets all events.
func (r *Rate) Reset() { *r = Rate{HalfLife: r.HalfLife} }

// halfLife is that in seconds.
func (r *Rate) halfLife() float64 {
	if r.HalfLife <= 0 {
		return DefaultHalfLife.Seconds()
	}
	return r.HalfLife.Seconds()
}

// countAt is what the events count for at a time.
func (r *Rate) countAt(now int64) float64 {
	if r.count == 0 || now <= r.last {
		return r.count
	}
	// Of two int64, the difference may be none.
	past := (float64(now) - float64(r.last)) / float64(time.Second)
	if past < 1 {
		past = float64(now-r.last) / float64(time.Second)
	}
	return r.count * math.Exp2(-past/r.halfLife())
}
