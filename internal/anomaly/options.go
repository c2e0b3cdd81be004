package anomaly

import "time"

// Options are what a model is made with. [Defaults] returns good ones.
type Options struct {
	// Key is that of all hashes. Models that share a saved state need the same.
	Key [16]byte
	// Types says what becomes of each type of finding.
	Types [NumTypes]Setting
	// AlertsPerDay is how many findings of the baselines are to be expected a day from
	// ordinary traffic, all servers and tools together; more than 0.
	AlertsPerDay float64
	// RepeatAfter is after how long the same finding is told again.
	RepeatAfter time.Duration
	// SessionIdle is after how long without a call a session is forgotten.
	SessionIdle time.Duration
	// MaxSessions, MaxTools and MaxPrincipals are how many are known at once; of more
	// those that were silent longest are forgotten. At least 1.
	MaxSessions, MaxTools, MaxPrincipals int
	// Private and Open say, where they are not nil, whether what a tool returns is not
	// for everybody, and whether what it is given reaches somebody else.
	Private, Open func(server, tool string) bool
}

// Setting is what can be set of one type.
type Setting struct {
	Mode     Mode
	Severity Severity
	// Threshold and Window are as in [Description].
	Threshold float64
	Window    time.Duration
}

// Expiries that cannot be set.
const (
	toolExpiry      = 90 * 24 * time.Hour
	principalExpiry = 30 * 24 * time.Hour
)

// Defaults returns the options that are documented as such.
func Defaults() Options {
	o := Options{
		AlertsPerDay: 1, RepeatAfter: 10 * time.Minute, SessionIdle: time.Hour,
		MaxSessions: 10_000, MaxTools: 2000, MaxPrincipals: 5000,
	}
	for t := range Types {
		d := &Types[t]
		o.Types[t] = Setting{Severity: d.Severity, Threshold: d.Threshold, Window: d.Window}
	}
	return o
}

// on reports whether findings of a type are looked for.
func (o *Options) on(t Type) bool { return o.Types[t].Mode != Off }
