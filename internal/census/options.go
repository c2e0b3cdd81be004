package census

import "time"

// Options are the bounds of a census. A zero value stands for its default.
type Options struct {
	// Idle is after how long without a call a session has ended; 1 hour. It is measured
	// by when calls were shown, not by their own times: clocks differ.
	Idle time.Duration
	// TraceIdle is the same for sessions that are traces; 15 minutes. One that goes on
	// after that is two.
	TraceIdle time.Duration
	// TurnGap is the longest pause within a turn where no trace shows what belongs to
	// it; 30 seconds, by the calls' own times.
	TurnGap time.Duration
	// MaxSessions is the number of sessions that are held; 10 000. Beyond it the one
	// ends that was silent longest among those of the same shard, which is a sixteenth
	// of all. If it has none, there is one more than this, and never more than one for
	// each shard. Of less than 1024 there are fewer shards, of less than 128 one.
	MaxSessions int
}

// Bounds of what is remembered of sessions that have ended: their keys and ends.
const (
	// MaxOver is the number of them, in equal parts for the shards. Beyond it the one
	// that ended first is forgotten, and what comes late begins its session anew.
	MaxOver = 1 << 14
	// OverExpiry is how long.
	OverExpiry = 24 * time.Hour
)

const (
	maxShards = 16 // a power of two
	minShare  = 64 // sessions for which a shard is worth its while
	// ahead is how far a peer's clock may be ahead of the observer's.
	ahead = int64(time.Hour)
)

func (o *Options) setDefaults() {
	if o.Idle <= 0 {
		o.Idle = time.Hour
	}
	if o.TraceIdle <= 0 {
		o.TraceIdle = 15 * time.Minute
	}
	if o.TurnGap <= 0 {
		o.TurnGap = 30 * time.Second
	}
	if o.MaxSessions <= 0 {
		o.MaxSessions = 10_000
	}
}

// shards is a power of two.
func (o *Options) shards() int {
	n := 1
	for n < maxShards && 2*n*minShare <= o.MaxSessions {
		n *= 2
	}
	return n
}
