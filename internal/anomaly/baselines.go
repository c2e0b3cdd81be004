package anomaly

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Bounds of the windows of which a baseline is made.
const (
	rateWindow = 5 * time.Minute
	// A window of all else ends after a minute if it has enough calls to say something,
	// and after the longest in any case.
	minWindow   = time.Minute
	maxWindow   = 15 * time.Minute
	enoughCalls = 5
	// maxEmpty bounds the minutes without a call that are made up for at once.
	maxEmpty = 60
)

// baselines are what is usual of a server, a tool or a principal.
type baselines struct {
	minute int64 // begin of the window of the rate
	count  uint32

	begun           int64 // begin of the window of all else
	calls, failed   uint32
	took            sample
	request, result float64 // the largest

	series [numMeasures]*baseline.Series // nil until there is something to show
}

// usuals judges a call by what is usual of its server, its tool and its principal.
func (x *moment) usuals() {
	if x.late {
		x.stats.Late++
		return
	}
	x.usual(x.serverAt)
	if x.Call.Outcome != mcp.OutcomeUnknownTool {
		x.usual(x.view)
	}
	if x.principal != 0 {
		x.usual(x.asSeen(x.principal))
	}
}

// usual judges the windows that a call ends, then counts it.
func (x *moment) usual(of uint64) {
	b, added := x.bases.Add(of, x.at, nil)
	if added {
		b.begin(x.at)
	}
	x.minutes(of, b)
	x.windows(of, b)
	b.count++
	b.calls++
	if x.Call.Failed() {
		b.failed++
	}
	if d := x.Call.Duration(); d > 0 && x.Call.Timed() && !x.Call.Long {
		b.took.add(float32(d.Seconds()))
	}
	b.request, b.result = max(b.request, x.requestSize()), max(b.result, x.resultSize())
}

// begin begins all windows.
func (b *baselines) begin(at int64) {
	b.minute, b.begun = at-at%int64(rateWindow), at
}

// minutes judges how many calls there were in each minute that has ended.
func (x *moment) minutes(of uint64, b *baselines) {
	empty := 0
	for x.at >= b.minute+int64(rateWindow) {
		x.judge(of, b, rate, b.minute, float64(b.count))
		b.minute += int64(rateWindow)
		if b.count == 0 {
			empty++
		}
		b.count = 0
		if empty == maxEmpty {
			b.minute = x.at - x.at%int64(rateWindow)
		}
	}
}

// windows judges all else, if there is enough of it.
func (x *moment) windows(of uint64, b *baselines) {
	length := x.at - b.begun
	if length < int64(minWindow) || b.calls < enoughCalls && length < int64(maxWindow) {
		return
	}
	at := b.begun
	if d := b.took.median(); d > 0 {
		x.judge(of, b, latency, at, d)
	}
	if b.calls > 0 {
		x.judge(of, b, failures, at, float64(b.failed)/float64(b.calls))
	}
	if b.request > 0 {
		x.judge(of, b, requests, at, b.request)
	}
	if b.result > 0 {
		x.judge(of, b, results, at, b.result)
	}
	b.begun, b.calls, b.failed, b.request, b.result, b.took.n = x.at, 0, 0, 0, 0, 0
}

// judge shows a series its next value, and tells what is rarer than the budget allows.
func (x *moment) judge(of uint64, b *baselines, m measure, at int64, value float64) {
	how := &measures[m]
	if !x.options.on(how.Type) {
		return
	}
	if b.series[m] == nil {
		b.series[m] = baseline.NewSeries(how.resolution)
	}
	score := b.series[m].Observe(at, how.scale(value))
	if score.Score <= 0 {
		return
	}
	budget := x.budgets.measures[m]
	perDay := budget.PerDay(score.Score)
	if !budget.Observe(at, score.Score) {
		return
	}
	usual := how.inverse(score.Expected)
	f := x.found(how.Type, how.reason(value, usual), value, usual)
	f.Score = sureness(perDay, budget.AlertsPerDay)
	x.tell(f, series.Mix(of, uint64(m)))
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
