package logical

import "time"

// Options are the bounds of a tracker. A zero value stands for its default.
type Options struct {
	// Expiry is after how long without another round a call was given up; 1 hour. It is
	// measured by when rounds were shown.
	Expiry time.Duration
	// MaxPending is the number of calls that wait for another round; 10 000. Beyond it
	// the one that has waited longest was given up.
	MaxPending int
	// Skew is how far the clocks of a server's or gateway's processes may differ, one
	// of which may get the next round; 10 milliseconds. Of calls of a tool that overlap
	// by no more than this, one may be taken for the next round of the other. An agent or
	// client has one clock.
	Skew time.Duration
}

// maxLook is how many calls that have the same in common are looked at for one that
// another can be a round of, those first that have waited longest.
const maxLook = 64

func (o *Options) setDefaults() {
	if o.Expiry <= 0 {
		o.Expiry = time.Hour
	}
	if o.MaxPending <= 0 {
		o.MaxPending = 10_000
	}
	if o.Skew <= 0 {
		o.Skew = 10 * time.Millisecond
	}
}
