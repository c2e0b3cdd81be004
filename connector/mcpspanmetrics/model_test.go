package mcpspanmetrics

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// TestEqualsTheModel sends random calls by several producers at once, through flushes,
// expiry and restarts, and holds what was exported against a reference that keeps
// every call.
func TestEqualsTheModel(t *testing.T) {
	for _, temporality := range []string{temporalityCumulative, temporalityDelta} {
		for seed := range uint64(20) {
			t.Run(fmt.Sprintf("%s/%d", temporality, seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { runModel(t, temporality, seed) })
			})
		}
	}
}

func runModel(t *testing.T, temporality string, seed uint64) {
	const producers, steps = 3, 60
	cfg := defaultConfig()
	cfg.AggregationTemporality = temporality
	cfg.FlushInterval, cfg.Expiration = 10*time.Second, 25*time.Second
	cfg.TrustNames = true
	cfg.Sessions.Idle = 24 * time.Hour // they end with the connector
	random := rand.New(rand.NewPCG(seed, 1))
	sink := new(consumertest.MetricsSink)
	c := start(t, cfg, sink)
	want := model{}
	for range steps {
		var sending sync.WaitGroup
		for range producers {
			td := want.calls(random)
			sending.Go(func() { assert.NoError(t, c.ConsumeTraces(t.Context(), td)) })
		}
		sending.Wait()
		switch random.IntN(6) {
		case 0: // nothing of it is left when the longest pause is over
			time.Sleep(time.Duration(random.IntN(60)) * time.Second)
		case 1, 2:
			time.Sleep(time.Duration(random.IntN(12_000)) * time.Millisecond)
		case 3:
			require.NoError(t, c.Shutdown(t.Context()))
			time.Sleep(time.Duration(1+random.IntN(2000)) * time.Millisecond)
			c = start(t, cfg, sink)
		}
		synctest.Wait()
	}
	require.NoError(t, c.Shutdown(t.Context()))
	require.Equal(t, want, told(t, sink.AllMetrics(), temporality))
	noneIsAlive(t, sink.AllMetrics())
}

// noneIsAlive checks that no more sessions end than have begun, and all in the end.
func noneIsAlive(t *testing.T, exports []pmetric.Metrics) {
	last := map[string]int64{}
	for _, md := range exports {
		for _, rm := range md.ResourceMetrics().All() {
			for _, m := range rm.ScopeMetrics().At(0).Metrics().All() {
				if m.Name() != "mcp.sessions.active" {
					continue
				}
				for _, p := range m.Sum().DataPoints().All() {
					require.GreaterOrEqual(t, p.IntValue(), int64(0))
					last[textOf(rm.Resource().Attributes(), "service.name")+" "+textOf(p.Attributes(), "mcp.call.role")] = p.IntValue()
				}
			}
		}
	}
	for of, alive := range last {
		require.Zero(t, alive, of)
	}
}

// event is what the model tells calls apart by: a metric and the attributes that vary.
type event struct{ metric, service, tool, errorType string }

// total is what came together of an event. Durations are multiples of 1/8 s, so that
// their sum is exact.
type total struct {
	count uint64
	sum   float64
	// buckets are the counts below each bound of the metric and beyond the last;
	// those of a counter are empty.
	buckets [16]uint64
}

type model map[event]total

// calls makes some calls and keeps what they have to add up to.
func (m model) calls(random *rand.Rand) ptrace.Traces {
	td := ptrace.NewTraces()
	for range 1 + random.IntN(3) {
		service := fmt.Sprintf("service-%d", random.IntN(3))
		rs := td.ResourceSpans().AppendEmpty()
		rs.Resource().Attributes().PutStr("service.name", service)
		spans := rs.ScopeSpans().AppendEmpty().Spans()
		for range random.IntN(8) {
			m.call(random, service, spans.AppendEmpty())
		}
	}
	return td
}

func (m model) call(random *rand.Rand, service string, span ptrace.Span) {
	e := event{service: service, tool: fmt.Sprintf("tool-%d", random.IntN(4))}
	took := time.Duration(random.IntN(1+1<<random.IntN(12))) * time.Second / 8
	var id [16]byte
	binary.LittleEndian.PutUint64(id[:], random.Uint64())
	binary.LittleEndian.PutUint64(id[8:], random.Uint64())
	span.SetTraceID(id)
	span.SetSpanID([8]byte(id[4:]))
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(time.Now().Add(-took)))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(time.Now()))
	span.Attributes().PutStr("mcp.method.name", "tools/call")
	span.Attributes().PutStr("gen_ai.tool.name", e.tool)
	span.Attributes().PutStr("mcp.session.id", fmt.Sprintf("%s-%d", service, random.IntN(5)))
	if random.IntN(4) == 0 {
		e.errorType = "tool_error"
		span.Attributes().PutStr("error.type", e.errorType)
		span.Status().SetCode(ptrace.StatusCodeError)
	}
	e.metric = "mcp.client.operation.duration"
	span.SetKind(ptrace.SpanKindClient)
	if random.IntN(2) == 0 {
		e.metric = "mcp.server.operation.duration"
		span.SetKind(ptrace.SpanKindServer)
	}
	m.add(e, took.Seconds())
	e.metric = "mcp.tool.call.duration"
	m.add(e, took.Seconds())
	e.metric = "mcp.tool.calls"
	m.add(e, 0)
	m.add(event{metric: "mcp.messages", service: service}, 0) // the request
	m.add(event{metric: "mcp.messages", service: service}, 0) // the answer
	m.inSession(event{metric: "mcp.session.tool_calls", service: service})
}

// inSession counts a call in whatever session it belongs to: how many there were is not
// known here, but that each call was in one is.
func (m model) inSession(e event) {
	t := m[e]
	t.sum++
	m[e] = t
}

func (m model) add(e event, seconds float64) {
	t := m[e]
	t.count++
	t.sum += seconds
	if e.metric != "mcp.tool.calls" && e.metric != "mcp.messages" {
		at := 0
		for _, bound := range semconv.BucketsMCP {
			if seconds > bound {
				at++
			}
		}
		t.buckets[at]++
	}
	m[e] = t
}

// told adds up what was exported: delta points, and of cumulative points the last of
// each start. It checks that points follow one another as their temporality demands.
func told(t *testing.T, exports []pmetric.Metrics, temporality string) model {
	type series struct {
		event event
		rest  string
		start pcommon.Timestamp
	}
	last, ends := map[series]total{}, map[series]pcommon.Timestamp{}
	got := model{}
	point := func(e event, attrs pcommon.Map, start, end pcommon.Timestamp, p total) {
		e.tool, e.errorType = textOf(attrs, "gen_ai.tool.name"), textOf(attrs, "error.type")
		if outcome := textOf(attrs, "mcp.call.outcome"); outcome != "success" && outcome != "" {
			e.errorType = outcome
		}
		s := series{event: e, rest: textOf(attrs, "mcp.call.role") + textOf(attrs, "mcp.message.type")}
		require.LessOrEqual(t, start, end)
		if temporality == temporalityDelta {
			require.LessOrEqual(t, ends[s], start, "points of a series do not overlap")
			ends[s] = end
			got.merge(e, p)
			return
		}
		s.start = start
		require.LessOrEqual(t, last[s].count, p.count, "a counter does not go backwards")
		last[s] = p
	}
	for _, md := range exports {
		eachPoint(md, point)
	}
	for s, p := range last {
		got.merge(s.event, p)
	}
	return got
}

func (m model) merge(e event, p total) {
	t := m[e]
	t.count += p.count
	t.sum += p.sum
	for i, n := range p.buckets {
		t.buckets[i] += n
	}
	m[e] = t
}

// eachPoint calls f with the points of the metrics that the model knows.
func eachPoint(md pmetric.Metrics, f func(e event, attrs pcommon.Map, start, end pcommon.Timestamp, p total)) {
	for _, rm := range md.ResourceMetrics().All() {
		for _, m := range rm.ScopeMetrics().At(0).Metrics().All() {
			e := event{metric: m.Name(), service: textOf(rm.Resource().Attributes(), "service.name")}
			switch m.Name() {
			case "mcp.tool.calls", "mcp.messages":
				for _, p := range m.Sum().DataPoints().All() {
					f(e, p.Attributes(), p.StartTimestamp(), p.Timestamp(), total{count: uint64(p.IntValue())})
				}
			case "mcp.session.tool_calls":
				for _, p := range m.Histogram().DataPoints().All() {
					f(e, p.Attributes(), p.StartTimestamp(), p.Timestamp(), total{sum: p.Sum()})
				}
			case "mcp.client.operation.duration", "mcp.server.operation.duration", "mcp.tool.call.duration":
				for _, p := range m.Histogram().DataPoints().All() {
					sum := total{count: p.Count(), sum: p.Sum()}
					copy(sum.buckets[:], p.BucketCounts().AsRaw())
					f(e, p.Attributes(), p.StartTimestamp(), p.Timestamp(), sum)
				}
			}
		}
	}
}

func textOf(attrs pcommon.Map, key string) string {
	if v, ok := attrs.Get(key); ok {
		return v.Str()
	}
	return ""
}
