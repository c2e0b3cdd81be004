package anomaly

import (
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Bounds of the windows of which a baseline is made.
const (
	rateWindow = 5 * time.Minute
	// A window of all else ends after a minute if it has enough calls to say something,
	// later if it has a few, and after the longest in any case.
	minWindow   = time.Minute
	someWindow  = 15 * time.Minute
	maxWindow   = time.Hour
	enoughCalls = 12
	someCalls   = 3
	// maxEmpty bounds the windows without a call that are made up for at once.
	maxEmpty = 60
	// silence is how many calls of a server have to be missing, all of them, for that to be
	// told without regard to the budget: chance does not do that.
	silence = 100
)

// baselines are what is usual of a server, a tool or a principal, in one role.
type baselines struct {
	rated int64 // begin of the window of the rate
	count uint32

	begun           int64 // begin of the window of all else
	calls, failed   uint32
	took            sample
	request, result float64 // the largest

	typical typical                       // of a tool
	series  [numMeasures]*baseline.Series // nil until there is something to show
	latches [numMeasures]baseline.Latch
}

// usuals judges a call by what is usual of its tool, its server and its principal.
func (x *moment) usuals() {
	if x.late {
		x.stats.Late++
		return
	}
	f := x.figures()
	if b := x.known(x.view); b != nil {
		f = x.usual(x.view, b, f, false)
	}
	if b := x.known(x.serverAt); b != nil {
		x.usual(x.serverAt, b, f, true)
	}
	if x.principal != 0 {
		b, _ := x.people.Add(x.asSeen(x.principal), x.at, nil)
		x.usual(x.asSeen(x.principal), b, f, true)
	}
}

// known returns the baselines of a tool or server; nil where they are new and the call has
// failed: with names that are made up anybody could push out what is known of real ones. Not
// every server tells an unknown tool from any other failure.
func (x *moment) known(of uint64) *baselines {
	if x.fails() {
		return x.bases.Get(of, x.at)
	}
	b, _ := x.bases.Add(of, x.at, nil)
	return b
}

// fails reports whether a call has failed, or the answer is that there is no such thing or that it
// was asked for wrongly, which is no failure of the server.
func (x *moment) fails() bool {
	return x.Call.Failed() || x.Call.Outcome == mcp.OutcomeUnknownTool || x.Call.Outcome == mcp.OutcomeValidationError ||
		x.Call.Outcome == mcp.OutcomeAuthDenied
}

// usual judges the windows that a call ends, then counts it. It returns the call's figures
// beside the typical ones.
func (x *moment) usual(of uint64, b *baselines, f figures, relative bool) figures {
	if b.begun == 0 { // it is new, or was restored: nobody knows what was in between
		b.begin(x.at)
	}
	x.rates(of, b)
	if b.ends(x.at) {
		x.ended(of, b, relative)
		b.begun, b.calls, b.failed, b.request, b.result, b.took.n = x.at, 0, 0, 0, 0, 0
	}
	b.add(f, x.Call.Failed())
	if relative {
		return f
	}
	return b.typical.beside(f)
}

// begin begins all windows.
func (b *baselines) begin(at int64) {
	b.rated, b.begun = at-at%int64(rateWindow), at
}

func (b *baselines) add(f figures, failed bool) {
	b.count++
	b.calls++
	if failed {
		b.failed++
	}
	if f.took > 0 {
		b.took.add(float32(f.took))
	}
	b.request, b.result = max(b.request, f.request), max(b.result, f.result)
}

// rates judges how many calls there were in each window that has ended.
func (x *moment) rates(of uint64, b *baselines) {
	empty, missing := 0, 0.0
	for x.at >= b.rated+int64(rateWindow) {
		usual := x.judge(of, b, rate, b.rated, figure{float64(b.count), float64(b.count)}, false)
		b.rated += int64(rateWindow)
		if b.count == 0 {
			empty++
			missing += usual
		}
		b.count = 0
		if empty == maxEmpty {
			b.rated = x.at - x.at%int64(rateWindow)
		}
	}
	if of == x.serverAt && missing >= silence {
		x.tell(x.found(RateAnomaly, fmt.Sprintf("no calls for %s, usually %.0f", time.Duration(empty)*rateWindow, missing), 0, missing), of)
	}
}

// ends reports whether the window of all else has ended.
func (b *baselines) ends(at int64) bool {
	length := at - b.begun
	return length >= int64(maxWindow) || length >= int64(someWindow) && b.calls >= someCalls ||
		length >= int64(minWindow) && b.calls >= enoughCalls
}

// ended judges it.
func (x *moment) ended(of uint64, b *baselines, relative bool) {
	if b.calls == 0 {
		return
	}
	n := float64(b.calls)
	x.judge(of, b, failures, b.begun, figure{float64(b.failed) / n, n}, false)
	for _, is := range [...]struct {
		measure
		value float64
	}{{latency, b.took.median()}, {requests, b.request}, {results, b.result}} {
		if relative && is.value > 0 {
			is.value = multiple(is.value)
		}
		if is.value > 0 {
			x.judge(of, b, is.measure, b.begun, figure{is.value, n}, relative)
		}
	}
}

// judge shows a series its next value, tells what is rarer than the budget allows, and
// returns the usual value; 0 before that is known.
func (x *moment) judge(of uint64, b *baselines, m measure, at int64, f figure, relative bool) (usual float64) {
	how := &measures[m]
	if !x.options.on(how.Type) {
		return 0
	}
	if b.series[m] == nil {
		b.series[m] = baseline.NewSeries(how.resolution)
	}
	score := b.series[m].Observe(at, how.scale(f))
	if score.Ready {
		usual = how.inverse(score.Expected, f)
	}
	if score.Score <= 0 {
		return usual
	}
	budget := x.budgets.measures
	perDay := budget.PerDay(score.Score)
	if !budget.Observe(at, score.Score) || !b.latches[m].Open(at, score.Score) {
		return usual
	}
	reason := how.reason
	if relative {
		reason = how.relative
	}
	finding := x.found(how.Type, reason(f.value, usual), f.value, usual)
	finding.Score = sureness(perDay, budget.AlertsPerDay)
	x.tell(finding, series.Mix(of, uint64(m)))
	return usual
}

// Learning counts the baselines that have not seen enough to judge by. It looks at all of
// them.
func (m *Model) Learning() (n int) {
	m.bases.Each(func(_ uint64, _ int64, b *baselines) bool {
		for _, s := range b.series {
			if s != nil && !s.Ready() {
				n++
			}
		}
		return true
	})
	return n
}
