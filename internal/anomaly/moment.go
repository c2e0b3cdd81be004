package anomaly

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// moment is one call that a model is shown, while it is.
type moment struct {
	*Model
	*Observation
	keys
	at   int64 // when the call ended
	late bool
	out  []Finding
}

// tell notes a finding about something, unless the same was told lately.
func (x *moment) tell(f Finding, about uint64) {
	setting := &x.options.Types[f.Type]
	if setting.Mode == Off {
		return
	}
	f.Mode = setting.Mode
	// By the time of the newest call: for one that is late, "lately" may be ahead.
	if x.told.Show(series.Mix(about, uint64(f.Type)+1), uint32(x.newest/int64(time.Second))) {
		x.stats.Repeated++
		return
	}
	f.Fingerprint = x.fingerprint(&f)
	x.out = append(x.out, f)
}

// fingerprint is the same wherever and whenever it is made.
func (x *moment) fingerprint(f *Finding) uint64 {
	sum := series.MixText(series.MixText(0, f.Type.String()), x.Server)
	if f.Subject != "" {
		return series.MixText(sum, f.Subject)
	}
	return series.MixText(series.Mix(sum, uint64(x.Call.Kind)), target(x.Call))
}

// found is a finding of a type, of the severity that is set for it.
func (x *moment) found(t Type, reason string, observed, baseline float64) Finding {
	return Finding{
		Type: t, Severity: x.options.Types[t].Severity, Score: sure, Reason: reason, Observed: observed, Baseline: baseline,
	}
}

// sure is the score of what is a fact.
const sure = 1

// over counts an event of a type's burst and, if there are enough of them within its
// window, returns how many.
func (x *moment) over(t Type, b *burst) (n int, enough bool) {
	setting := &x.options.Types[t]
	if setting.Mode == Off {
		return 0, false
	}
	n = b.add(x.at, setting.Window)
	return n, float64(n) >= setting.Threshold
}

// asSeen is what is known of somebody in the role of the observer: what two of them tell
// is one call.
func (x *moment) asSeen(who uint64) uint64 { return series.Mix(who, uint64(x.Call.Role)+1) }
