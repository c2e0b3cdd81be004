package baseline

// Latch keeps the alerts of one series to one for an event. After an alert only a clearly
// higher score is another one, until there was none for a day: a change that shows again
// each day is one event. After a week at the latest the next is an alert again. A weaker
// event within that time is lost.
//
// The zero value has seen no alert. It is not safe for concurrent use.
type Latch struct {
	since, last uint64 // of the event's first and last alert, as int64
	score       float32
}

const (
	latchDay  = 26 * 60 * 60 * 1e9 // a day, and room for what comes a little later
	latchWeek = 7 * day
	// latchWorse is by how much a score is clearly higher.
	latchWorse = 0.1
)

// Open reports whether an alert at a time, in Unix nanoseconds, is of a new event or of one
// that got worse, and learns it.
func (l *Latch) Open(at int64, score float64) bool {
	last, since := float64(int64(l.last)), float64(int64(l.since))
	if l.score > 0 && float64(at)-last < latchDay && float64(at)-since < latchWeek {
		l.last = uint64(at)
		if score < float64(l.score)+latchWorse {
			return false
		}
		l.score = float32(min(1, score))
		return true
	}
	l.since, l.last, l.score = uint64(at), uint64(at), float32(max(0, min(1, score)))
	return true
}
