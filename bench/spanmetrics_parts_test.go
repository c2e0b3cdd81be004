package bench

import (
	"testing"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/census"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dedup"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// parts are what a span goes through in mcpspanmetrics before a metric is made of it.
type parts struct {
	reader   *dialect.Reader
	scope    dialect.Scope
	window   *dedup.Window
	sighting dedup.Sighting
	census   *census.Census[struct{}]
	results  bounded.Recent
}

func newParts(traces ptrace.Traces) *parts {
	normalizer := dialect.New(dialect.Options{})
	return &parts{
		reader: normalizer.NewReader(), scope: normalizer.Scope(traces.ResourceSpans().At(0).ScopeSpans().At(0).Scope()),
		window: dedup.NewWindow(), census: census.New[struct{}](census.Options{}), results: bounded.Recent{Expiry: 3600},
	}
}

// read reads a span: nothing is without that.
func (p *parts) read(span ptrace.Span, _ time.Time) *mcp.Call {
	call, _ := p.reader.Read(p.scope, span)
	return call
}

// once also asks whether the call was told before.
func (p *parts) once(span ptrace.Span, now time.Time) *mcp.Call {
	call := p.read(span, now)
	p.window.Sight(call, &p.sighting)
	p.window.Judge(&p.sighting, uint32(now.Unix()))
	return call
}

// inSession also follows its session.
func (p *parts) inSession(span ptrace.Span, now time.Time) *mcp.Call {
	call := p.once(span, now)
	p.census.Observe(call, now.UnixNano(), &census.Events[struct{}]{
		Payload: func() struct{} { return struct{}{} },
		Began:   func(census.Session[struct{}]) {}, Ended: func(census.Ended[struct{}]) {},
	})
	return call
}

// repeated also asks whether the result is one that the session had.
func (p *parts) repeated(span ptrace.Span, now time.Time) *mcp.Call {
	call := p.inSession(span, now)
	p.results.Show(series.MixLong(series.MixText(1, call.SessionID), call.Result), uint32(now.Unix()))
	return call
}

// BenchmarkSpanMetricsParts measures what mcpspanmetrics has to do with a span beside making metrics, each part with those
// before it.
func BenchmarkSpanMetricsParts(b *testing.B) {
	for _, part := range []struct {
		name string
		do   func(*parts, ptrace.Span, time.Time) *mcp.Call
	}{
		{"reading", (*parts).read},
		{"and telling calls once", (*parts).once},
		{"and sessions", (*parts).inSession},
		{"and repeated results", (*parts).repeated},
	} {
		b.Run(part.name, func(b *testing.B) {
			traces := Normalized()
			p, now := newParts(traces), time.Now()
			for i := 1; b.Loop(); i++ {
				b.StopTimer()
				workload.Renew(traces, i)
				b.StartTimer()
				for _, rs := range traces.ResourceSpans().All() {
					for _, span := range rs.ScopeSpans().At(0).Spans().All() {
						part.do(p, span, now)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*workload.Spans), "ns/span")
		})
	}
}
