package baseline

import "math"

// season is what a series usually is at this time of day.
type season struct {
	slots   [slots]slot
	seen    uint32  // deviations that usual is made of, at most usualMemory
	usual   float32 // mean deviation, whatever the time of day
	lasting float32 // strangeness of late, running over some points
}

// slot is the part of a day of 24/slots hours.
type slot struct {
	seen      uint32 // points, saturating
	mean      float32
	deviation float32 // mean absolute deviation from the mean
}

const (
	slots = 48
	// A slot is known after a few days' points. A day at one-minute points gives 30, a
	// day at five-minute points 6; two days are the least that can agree.
	slotKnown = 12
	// A slot forgets with a memory of some points: a week of five-minute points.
	slotMemory  = 50
	usualMemory = 1000
	// A deviation teaches as if it were at most some usual ones.
	slotLimit = 5
	// What is usual at any time of day is part of what is usual in a slot, so that a
	// slot that was calm by chance does not call everything strange.
	slotShare   = 0.25
	lastingOver = 16
	lastingCap  = 4
)

// observe returns how far a value is from the usual at its time of day, in usual
// deviations, each at least the floor; ok is false while the slot is unknown. Then it
// learns the value.
func (s *season) observe(at int64, x, floor float64) (strange float64, ok bool) {
	slot := s.at(at)
	strange, ok = s.strange(slot, x, floor)
	s.learn(slot, x)
	if ok {
		capped := max(-lastingCap, min(lastingCap, strange))
		s.lasting += float32((capped - float64(s.lasting)) / lastingOver)
	}
	return strange, ok
}

const day = 24 * 60 * 60 * 1e9

func (s *season) at(at int64) *slot {
	at %= day
	if at < 0 {
		at += day
	}
	return &s.slots[at/(day/slots)]
}

func (s *season) strange(slot *slot, x, floor float64) (float64, bool) {
	usual := float64(slot.deviation) + slotShare*float64(s.usual) + floor
	if slot.seen < slotKnown || usual <= 0 {
		return 0, false
	}
	return (x - float64(slot.mean)) / usual, true
}

func (s *season) learn(slot *slot, x float64) {
	d := x - float64(slot.mean)
	if slot.seen >= slotKnown {
		limit := slotLimit * float64(slot.deviation+s.usual)
		d = max(-limit, min(limit, d))
	}
	slot.seen = more(slot.seen)
	weight := 1 / min(float64(slot.seen), slotMemory)
	slot.mean += float32(weight * d)
	if slot.seen > 3 {
		slot.deviation += float32(weight * (math.Abs(d) - float64(slot.deviation)))
		s.seen = min(s.seen+1, usualMemory)
		s.usual += (float32(math.Abs(d)) - s.usual) / float32(s.seen)
	}
}
