package sequence

// day counts the sessions that each principal has taught on one day of UTC.
//
// What is lost: principals share 256 counters, so that one may be taken for another and
// teach less.
type day struct {
	number int64
	total  uint32
	taught [256]uint16
}

// dailyFree is the number of sessions that are taken from each principal every day.
const dailyFree = 20

// advance empties the counts when another day has begun.
func (d *day) advance(now int64) {
	const nanoseconds = 24 * 60 * 60 * 1_000_000_000
	if n := now / nanoseconds; n != d.number {
		*d = day{number: n}
	}
}

// allows reports whether a principal may teach one more session. One that is not known
// always may: there is nobody to tell it from.
func (d *day) allows(who uint64, share float64) bool {
	n := d.taught[who&255]
	return who == 0 || n < dailyFree || float64(n) < share*float64(d.total)
}

// admit counts a session, if its principal may teach it.
func (d *day) admit(who uint64, share float64) bool {
	if !d.allows(who, share) {
		return false
	}
	d.total = min(d.total+1, 1<<31)
	if who != 0 && d.taught[who&255] < 1<<16-1 {
		d.taught[who&255]++
	}
	return true
}
