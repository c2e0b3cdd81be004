package anomaly

import (
	"fmt"
	"time"
)

// flood counts what is new. The zero value has seen nothing.
type flood struct {
	burst
	on bool // it was told of and lasts: half of what it takes
}

// warming is how long whoever and whatever comes is new because the model is.
const warming = time.Hour

// flooded counts something new of a kind, and tells of a flood once, when it begins.
func (x *moment) flooded(t Type, f *flood, reason string) {
	n, begins := x.over(t, &f.burst)
	lasts := float64(n) >= x.threshold(t)/2
	if begins && !f.on {
		f.on = true
		x.tell(x.found(t, fmt.Sprintf(reason, n, x.window(t)), float64(n), x.threshold(t)), x.secret)
	}
	f.on = f.on && lasts
}

// warm reports whether the model has had time to see what there is.
func (x *moment) warm() bool { return x.at-x.began > int64(warming) }

// newPrincipal counts principals whom nobody has seen before. With calls that fail, anybody could
// push out those who are known: of these only the baselines make room.
func (x *moment) newPrincipal() {
	if x.principal == 0 || x.late {
		return
	}
	who, isNew := x.asSeen(x.principal), false
	if x.fails() {
		isNew = x.principals.Get(who, x.at) == nil && x.people.Get(who, x.at) == nil
	} else {
		_, isNew = x.principals.Add(who, x.at, nil)
	}
	if isNew && x.warm() {
		x.flooded(PrincipalFlood, &x.floods.principals, "%d principals who were not known have called within %s")
	}
}
