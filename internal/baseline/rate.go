package baseline

import "math"

// rate is how often something happens, of late.
type rate struct {
	started uint32 // 1 once there was an event
	at      uint64 // of the last event, as an int64
	count   float64
	days    float64 // that were seen; both fade
}

// rateDays is the number of days over which an event fades to a third.
const rateDays = 7

// observe counts an event and returns the days since the one before. Time that does not
// grow does not pass.
func (r *rate) observe(at int64) (days float64) {
	if r.started == 0 {
		r.at, r.started = uint64(at), 1
	}
	// In floating point, where times at both ends of an int64 do not overflow.
	days = max(0, (float64(at)-float64(int64(r.at)))/day)
	if days > 0 {
		fade := math.Exp(-days / rateDays)
		r.count *= fade
		r.days = r.days*fade + rateDays*(1-fade)
		r.at = uint64(at)
	}
	r.count++
	return days
}

// perDay is the number of events a day. The first hour is too short to tell it; it counts
// as one.
func (r *rate) perDay() float64 { return r.count / max(r.days, 1./24) }
