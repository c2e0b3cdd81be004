package anomaly

import (
	"math"
	"time"
)

// level is how much of something is usual: the most of a day, as it was known when the day began.
// A day raises it by half at most and one session never twice, so that nobody teaches it alone; it
// falls by a fiftieth on each day on which nothing comes near. The zero value knows nothing.
type level struct {
	before, today float32
	day, taught   uint16 // of today, and of the last raise, in days since 1970
	by            uint16 // who has raised it last, in a few bits
}

// usual is how much was usual when the day began.
func (l *level) usual(at int64) float64 {
	l.turn(at)
	return float64(l.before)
}

// learn shows it how much there was of somebody, where so much was usual: what this level says, or
// others beside it. So much as atOnce anybody teaches.
func (l *level) learn(n, usual, atOnce float64, by uint64, at int64) {
	l.turn(at)
	if n > usual && n > atOnce {
		if l.taughtBefore(by, at) {
			return
		}
		l.by, l.taught = uint16(by), l.day
	}
	l.today = max(l.today, float32(min(n, max(growth*usual, atOnce))))
}

// taughtBefore reports whether somebody was the last who has raised it, on another day.
func (l *level) taughtBefore(by uint64, at int64) bool {
	l.turn(at)
	return l.by == uint16(by) && l.taught != 0 && l.taught != l.day
}

// adopt takes whatever there was for usual.
func (l *level) adopt(n float64, at int64) {
	l.turn(at)
	l.before, l.today = max(l.before, float32(n)), max(l.today, float32(n))
}

const (
	growth  = 1.5
	fadesTo = 0.98
)

// turn begins a day. One that is over stays so: clocks go back.
func (l *level) turn(at int64) {
	day := uint16(max(at, 0) / int64(24*time.Hour))
	if day <= l.day {
		return
	}
	since := float64(day - l.day)
	l.before = max(l.today*float32(math.Pow(fadesTo, since-1)), l.before*float32(math.Pow(fadesTo, since)))
	l.today, l.day = 0, day
}

// words are all of it, and of is the inverse.
func (l *level) words() (a, b uint64) {
	return uint64(math.Float32bits(l.before)) | uint64(math.Float32bits(l.today))<<32,
		uint64(l.day) | uint64(l.taught)<<16 | uint64(l.by)<<32
}

func (l *level) of(a, b uint64) {
	l.before, l.today = positive(uint32(a)), positive(uint32(a>>32))
	l.day, l.taught, l.by = uint16(b), uint16(b>>16), uint16(b>>32)
}

// positive is a number that was saved; 0 if it cannot be an amount.
func positive(bits uint32) float32 {
	return float32(max(0, finite(float64(math.Float32frombits(bits)))))
}
