package baseline

import "math"

// rate is how often something happens, of late.
type rate struct {
	at      int64
	count   float64 // fading
	weight  float64 // days that were seen, fading
	started bool
}

// rateDays is the number of days over which an event fades to a third.
const rateDays = 7

// observe counts an event and returns how many there are in a day. Time that does not
// grow does not pass.
func (r *rate) observe(at int64) float64 {
	if !r.started {
		r.at, r.started = at, true
	}
	// In floating point, where times at both ends of an int64 do not overflow.
	if days := (float64(at) - float64(r.at)) / day; days > 0 {
		fade := math.Exp(-days / rateDays)
		r.count *= fade
		r.weight = r.weight*fade + rateDays*(1-fade)
		r.at = at
	}
	r.count++
	return r.perDay()
}

func (r *rate) perDay() float64 {
	// The first hours are too short to tell a rate; they count as one.
	return r.count / max(r.weight, 1./24)
}
