package baseline

import "math"

// season is what a series usually is at this time of day, and at this hour of the week.
type season struct {
	day  [daySlots]slot
	week [weekSlots]slot

	began   int64 // time of the first value
	last    int64 // time of the value before, or a later one before that
	seen    uint32
	usual   float32 // mean deviation from the time of day, whatever that is
	lasting float32 // how far off the last points were
}

// slot is a part of a cycle.
type slot struct {
	mean      float32
	deviation float32 // mean absolute deviation from the mean
	seen      uint32
}

const (
	hour = 60 * 60 * 1e9
	day  = 24 * hour
	week = 7 * day

	daySlots  = 48
	weekSlots = 168

	// A slot of the day is known after a few days' points: a day of five-minute points
	// gives 6, and two days are the least that can agree.
	slotKnown = 12
	// The hours of the week are known once each was there twice.
	weekKnown = 2 * week
	// A slot remembers this much time spent in it: eight days, or four weeks.
	dayMemory  = 250 * hour / 60
	weekMemory = 4 * hour

	usualMemory = 1000
	// A deviation teaches as if it were at most some usual ones.
	slotLimit = 5
	// What is usual at any time is part of what is usual in a slot, so that a slot that
	// was calm by chance does not call everything strange.
	slotShare   = 0.25
	lastingOver = 16
	lastingCap  = 4
)

// observe returns how far a value is from the usual at its time, in usual deviations, each
// at least the floor; ok is false while the time is unknown. Then it learns the value.
func (s *season) observe(at int64, x, floor float64) (strange float64, ok bool) {
	passed := s.pass(at)
	slot, ok := s.at(at)
	usual := float64(slot.deviation) + slotShare*float64(s.usual) + floor
	if ok = ok && usual > 0; ok {
		strange = (x - float64(slot.mean)) / usual
		capped := max(-lastingCap, min(lastingCap, strange))
		s.lasting += float32((capped - float64(s.lasting)) / lastingOver)
	}
	s.learn(&s.day[within(at, day, daySlots)], x, min(passed, day/daySlots)/dayMemory)
	s.learn(&s.week[within(at, week, weekSlots)], x, min(passed, hour)/weekMemory)
	return strange, ok
}

// pass returns the time since the value before. Time that goes back a little does not
// pass; a clock that goes back further has been set.
func (s *season) pass(at int64) float64 {
	if s.last == 0 {
		s.began, s.last = at, at
	}
	// In floating point, where times at both ends of an int64 do not overflow.
	passed := float64(at) - float64(s.last)
	if passed > 0 || passed < -week {
		s.last = at
	}
	return max(0, passed)
}

// at is the slot of a time that is known best, and whether it is known.
func (s *season) at(at int64) (*slot, bool) {
	if slot := &s.week[within(at, week, weekSlots)]; slot.seen > 1 && float64(at)-float64(s.began) >= weekKnown {
		return slot, true
	}
	slot := &s.day[within(at, day, daySlots)]
	return slot, slot.seen >= slotKnown
}

// within is the part of a cycle that a time is in.
func within(at, cycle, parts int64) int64 {
	at %= cycle
	if at < 0 {
		at += cycle
	}
	return at / (cycle / parts)
}

// learn shows a value to a slot; fresh is the share of the slot's memory that it fills.
func (s *season) learn(slot *slot, x, fresh float64) {
	d := x - float64(slot.mean)
	if slot.seen >= slotKnown {
		limit := slotLimit * float64(slot.deviation+s.usual)
		d = max(-limit, min(limit, d))
	}
	slot.seen = more(slot.seen)
	weight := max(1/float64(slot.seen), fresh)
	slot.mean += float32(weight * d)
	if slot.seen > 3 {
		slot.deviation += float32(weight * (math.Abs(d) - float64(slot.deviation)))
		s.seen = min(s.seen+1, usualMemory)
		s.usual += (float32(math.Abs(d)) - s.usual) / float32(s.seen)
	}
}
