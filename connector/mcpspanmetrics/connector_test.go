package mcpspanmetrics

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics/internal/metadatatest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

const oneCall = `
resource service.name=a
span c client 1s mcp.method.name=tools/call gen_ai.tool.name=x
`

// toolCallsOnly keeps one counter, so that a total is easy to state.
func toolCallsOnly(change func(*Config)) *Config {
	cfg := defaultConfig()
	for name := range cfg.Metrics {
		cfg.Metrics[name] = MetricConfig{Enabled: name == "mcp.tool.calls"}
	}
	if change != nil {
		change(cfg)
	}
	return cfg
}

func delta(cfg *Config) { cfg.AggregationTemporality = temporalityDelta }

func start(t testing.TB, cfg *Config, next consumer.Metrics) *spanMetrics {
	t.Helper()
	c, err := newConnector(connectortest.NewNopSettings(metadata.Type), cfg, next)
	require.NoError(t, err)
	require.NoError(t, c.Start(t.Context(), componenttest.NewNopHost()))
	return c
}

// toolCalls sums the points of mcp.tool.calls.
func toolCalls(batches []pmetric.Metrics) (total int64) {
	for _, md := range batches {
		for _, rm := range md.ResourceMetrics().All() {
			for _, sm := range rm.ScopeMetrics().All() {
				for _, m := range sm.Metrics().All() {
					for _, p := range m.Sum().DataPoints().All() {
						total += p.IntValue()
					}
				}
			}
		}
	}
	return total
}

// flaky refuses as often as it has errors, then takes everything.
type flaky struct {
	consumertest.MetricsSink
	errs []error
}

func (f *flaky) ConsumeMetrics(ctx context.Context, md pmetric.Metrics) error {
	if len(f.errs) > 0 {
		err := f.errs[0]
		f.errs = f.errs[1:]
		return err
	}
	return f.MetricsSink.ConsumeMetrics(ctx, md)
}

func TestRefusedDeltaIsToldAgainUnlessPermanent(t *testing.T) {
	temporary, permanent := errors.New("full"), consumererror.NewPermanent(errors.New("no"))
	for name, test := range map[string]struct {
		errs []error
		want int64
	}{
		"taken":              {nil, 3},
		"refused once":       {[]error{temporary}, 3},
		"refused twice":      {[]error{temporary, temporary}, 3},
		"given up the first": {[]error{permanent}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				next := &flaky{errs: test.errs}
				c := start(t, toolCallsOnly(delta), next)
				for range 3 {
					require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
					time.Sleep(defaultFlushInterval)
					synctest.Wait()
				}
				require.NoError(t, c.Shutdown(t.Context()))
				require.Equal(t, test.want, toolCalls(next.AllMetrics()))
			})
		})
	}
}

// The last flush may meet a next consumer that is busy: it is repeated for a while.
func TestTheLastFlushIsRepeated(t *testing.T) {
	temporary, permanent := errors.New("full"), consumererror.NewPermanent(errors.New("no"))
	for name, test := range map[string]struct {
		change func(*Config)
		errs   []error
		want   int64
	}{
		"cumulative":              {nil, []error{temporary, temporary}, 1},
		"delta":                   {delta, []error{temporary, temporary}, 1},
		"given up":                {delta, []error{temporary, permanent}, 0},
		"refused for ever":        {nil, slices.Repeat([]error{temporary}, 100), 0},
		"refused for ever, delta": {delta, slices.Repeat([]error{temporary}, 100), 0},
		"taken at once":           {nil, nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				next := &flaky{errs: test.errs}
				c := start(t, toolCallsOnly(test.change), next)
				require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
				before := time.Now()
				require.NoError(t, c.Shutdown(t.Context()))
				require.Less(t, time.Since(before), 5*time.Second)
				require.Equal(t, test.want, toolCalls(next.AllMetrics()))
			})
		})
	}
}

func TestTheLastFlushIsNotRepeatedAfterTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next := &flaky{errs: slices.Repeat([]error{errors.New("full")}, 100)}
		c := start(t, toolCallsOnly(nil), next)
		require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		require.ErrorIs(t, c.Shutdown(ctx), context.DeadlineExceeded)
		synctest.Wait()
		require.Len(t, next.errs, 99)
	})
}

func TestNextConsumersErrorsNeverReachTheProducer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := start(t, toolCallsOnly(nil), consumertest.NewErr(errors.New("down")))
		require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
		time.Sleep(2 * defaultFlushInterval)
		synctest.Wait()
		require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
		require.NoError(t, c.Shutdown(t.Context()))
	})
}

// stuck blocks every consumer until it is released.
type stuck struct {
	consumertest.MetricsSink
	release chan struct{}
}

func (s *stuck) ConsumeMetrics(ctx context.Context, md pmetric.Metrics) error {
	<-s.release
	return s.MetricsSink.ConsumeMetrics(ctx, md)
}

func TestShutdownReturnsAtItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next := &stuck{release: make(chan struct{})}
		c := start(t, toolCallsOnly(nil), next)
		require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		require.ErrorIs(t, c.Shutdown(ctx), context.DeadlineExceeded)
		require.Equal(t, time.Second, time.Since(began))
		close(next.release)
	})
}

func TestProducersGoOnWhileTheNextConsumerIsStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next := &stuck{release: make(chan struct{})}
		c := start(t, toolCallsOnly(nil), next)
		for range 5 {
			require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
			time.Sleep(defaultFlushInterval)
		}
		close(next.release)
		require.NoError(t, c.Shutdown(t.Context()))
		last := next.AllMetrics()
		require.EqualValues(t, 5, toolCalls(last[len(last)-1:]))
	})
}

func TestShutdownWithoutStartAndTwice(t *testing.T) {
	c, err := newConnector(connectortest.NewNopSettings(metadata.Type), defaultConfig(), consumertest.NewNop())
	require.NoError(t, err)
	require.NoError(t, c.Shutdown(t.Context()))
	require.NoError(t, c.Shutdown(t.Context()))

	c = start(t, defaultConfig(), consumertest.NewNop())
	require.NoError(t, c.Shutdown(t.Context()))
	require.NoError(t, c.Shutdown(t.Context()))
}

func TestConsumeAfterShutdownIsHarmless(t *testing.T) {
	c := start(t, defaultConfig(), consumertest.NewNop())
	require.NoError(t, c.Shutdown(t.Context()))
	require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
}

func TestSpansAreNeitherChangedNorKept(t *testing.T) {
	sink := new(consumertest.MetricsSink)
	c := start(t, toolCallsOnly(nil), sink)
	td := mcptest.Spans(t, oneCall)
	before := ptrace.NewTraces()
	td.CopyTo(before)
	td.MarkReadOnly() // a write panics
	require.NoError(t, c.ConsumeTraces(t.Context(), td))
	require.Equal(t, before, readable(td))
	require.NoError(t, c.Shutdown(t.Context()))
	require.EqualValues(t, 1, toolCalls(sink.AllMetrics()))
	require.False(t, c.Capabilities().MutatesData)
}

func readable(td ptrace.Traces) ptrace.Traces {
	c := ptrace.NewTraces()
	td.CopyTo(c)
	return c
}

func TestEmptyBatchesMakeNothing(t *testing.T) {
	sink := new(consumertest.MetricsSink)
	c := start(t, defaultConfig(), sink)
	require.NoError(t, c.ConsumeTraces(t.Context(), ptrace.NewTraces()))
	td := ptrace.NewTraces()
	td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty()
	require.NoError(t, c.ConsumeTraces(t.Context(), td))
	require.NoError(t, c.Shutdown(t.Context()))
	require.Empty(t, sink.AllMetrics())
}

// TestConcurrentProducersAndFlushes is for the race detector, and for the
// total: nothing is lost between producers, flushes and shutdown.
func TestConcurrentProducersAndFlushes(t *testing.T) {
	for _, temporality := range []string{temporalityCumulative, temporalityDelta} {
		t.Run(temporality, func(t *testing.T) {
			const producers, batches = 8, 50
			sink := new(consumertest.MetricsSink)
			c := start(t, toolCallsOnly(func(cfg *Config) {
				cfg.FlushInterval = minFlushInterval
				cfg.AggregationTemporality = temporality
			}), sink)
			var wg sync.WaitGroup
			for p := range producers {
				wg.Go(func() {
					for b := range batches {
						td := mcptest.Spans(t, fmt.Sprintf("resource service.name=%d\nspan c client 1s mcp.method.name=tools/call gen_ai.tool.name=%d", p%3, b%7))
						_ = c.ConsumeTraces(context.Background(), td)
						if b%10 == 0 {
							c.flushOnce(context.Background(), false)
						}
					}
				})
			}
			wg.Wait()
			require.NoError(t, c.Shutdown(t.Context()))
			all := sink.AllMetrics()
			if temporality == temporalityCumulative {
				all = all[len(all)-1:]
			}
			require.EqualValues(t, producers*batches, toolCalls(all))
		})
	}
}

// TestSteadyStateAllocatesNothingPerSpan bounds what a batch of 1000 spans with
// known series allocates: self-telemetry once a batch, nothing for a span.
func TestSteadyStateAllocatesNothingPerSpan(t *testing.T) {
	for name, yaml := range map[string]string{
		"by default": `{}`,
		"with exponential histograms and dimensions": `
dimensions: [{name: team, default: blue}]
metrics:
  mcp.client.operation.duration: {histogram: exponential, dimensions: [{name: enduser.role, default: none}]}
  mcp.tool.calls: {dimensions: [{name: network.protocol.name}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			cfg, err := parseConfig(yaml)
			require.NoError(t, err)
			c, err := newConnector(connectortest.NewNopSettings(metadata.Type), cfg.(*Config), consumertest.NewNop())
			require.NoError(t, err)
			td := workload()
			_ = c.ConsumeTraces(t.Context(), td)
			perBatch := testing.AllocsPerRun(20, func() { _ = c.ConsumeTraces(context.Background(), td) })
			require.Less(t, perBatch, 5.0, "allocations for %d spans", td.SpanCount())
		})
	}
}

// More producers at a time than counters are kept: those that are forgotten have told
// what they counted.
func TestMoreProducersThanCountersAreKept(t *testing.T) {
	const producers = 3 * maxIdleCounters
	sink := new(consumertest.MetricsSink)
	c := start(t, toolCallsOnly(nil), sink)
	lent := make([]*counter, producers)
	for i := range lent {
		lent[i] = c.counters.take(c)
		lent[i].count(mcptest.Spans(t, oneCall), time.Now().UnixNano())
	}
	for _, n := range lent {
		c.counters.giveBack(n)
	}
	require.Empty(t, c.counters.busy)
	require.Len(t, c.counters.idle, maxIdleCounters)
	require.NoError(t, c.Shutdown(t.Context()))
	require.EqualValues(t, producers, toolCalls(sink.AllMetrics()))
}

// What the connector says of its flushes: how often they were refused, and how long they took.
func TestFlushesAreTold(t *testing.T) {
	telemetry := componenttest.NewTelemetry()
	next := &flaky{errs: []error{errors.New("full"), consumererror.NewPermanent(errors.New("no"))}}
	c, err := newConnector(metadatatest.NewSettings(telemetry), toolCallsOnly(nil), next)
	require.NoError(t, err)
	require.NoError(t, c.ConsumeTraces(t.Context(), mcptest.Spans(t, oneCall)))
	for range 3 {
		c.flushOnce(t.Context(), false)
	}
	failures, err := telemetry.GetMetric("otelcol_connector_mcpspanmetrics_flush_failures")
	require.NoError(t, err)
	require.EqualValues(t, 2, failures.Data.(metricdata.Sum[int64]).DataPoints[0].Value)
	took, err := telemetry.GetMetric("otelcol_connector_mcpspanmetrics_flush_duration")
	require.NoError(t, err)
	require.EqualValues(t, 3, took.Data.(metricdata.Histogram[float64]).DataPoints[0].Count)
	require.NoError(t, c.Shutdown(t.Context()))
	require.NoError(t, telemetry.Shutdown(t.Context()))
}

func TestHostileNamesStayWithinTheBound(t *testing.T) {
	const names, bound = 20_000, 500
	sink := new(consumertest.MetricsSink)
	c := start(t, toolCallsOnly(func(cfg *Config) { cfg.MaxSeries = bound }), sink)
	for i := range names {
		td := ptrace.NewTraces()
		rs := td.ResourceSpans().AppendEmpty()
		rs.Resource().Attributes().PutStr("service.name", fmt.Sprint("service", i%1000))
		s := rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
		s.Attributes().PutStr("mcp.method.name", "tools/call")
		s.Attributes().PutStr("gen_ai.tool.name", fmt.Sprint("tool", i))
		require.NoError(t, c.ConsumeTraces(t.Context(), td))
		require.LessOrEqual(t, c.meter.Store.Stats().Live, bound)
	}
	require.NoError(t, c.Shutdown(t.Context()))
	require.EqualValues(t, names, toolCalls(sink.AllMetrics()))
}
