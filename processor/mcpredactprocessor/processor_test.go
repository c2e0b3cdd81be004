package mcpredactprocessor

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpredactprocessor/internal/metadatatest"
)

// parseConfig reads and validates a configuration as the Collector does.
func parseConfig(yaml string) (component.Config, error) {
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(yaml))
	if err != nil {
		return nil, err
	}
	conf, err := retrieved.AsConf()
	if err != nil {
		return nil, err
	}
	cfg := NewFactory().CreateDefaultConfig()
	if err := conf.Unmarshal(cfg); err != nil {
		return nil, err
	}
	return cfg, confmap.Validate(cfg)
}

// pipelines are the processors of one configuration, and what came out of them.
type pipelines struct {
	traces    processor.Traces
	metrics   processor.Metrics
	logs      processor.Logs
	spans     consumertest.TracesSink
	points    consumertest.MetricsSink
	records   consumertest.LogsSink
	telemetry *componenttest.Telemetry
}

// start starts the processors of a configuration in YAML.
func start(t testing.TB, yaml string) *pipelines {
	t.Helper()
	cfg, err := parseConfig(yaml)
	require.NoError(t, err)
	p := &pipelines{telemetry: componenttest.NewTelemetry()}
	f, set := NewFactory(), metadatatest.NewSettings(p.telemetry)
	p.traces, err = f.CreateTraces(t.Context(), set, cfg, &p.spans)
	require.NoError(t, err)
	p.metrics, err = f.CreateMetrics(t.Context(), set, cfg, &p.points)
	require.NoError(t, err)
	p.logs, err = f.CreateLogs(t.Context(), set, cfg, &p.records)
	require.NoError(t, err)
	for _, c := range []component.Component{p.traces, p.metrics, p.logs} {
		require.NoError(t, c.Start(t.Context(), componenttest.NewNopHost()))
		t.Cleanup(func() { require.NoError(t, c.Shutdown(context.Background())) })
	}
	return p
}

// consume hands over copies, and returns what came out as JSON, one text for each signal.
func (p *pipelines) consume(t testing.TB, c *mcptest.Canaries) [3]string {
	t.Helper()
	td, md, ld := ptrace.NewTraces(), pmetric.NewMetrics(), plog.NewLogs()
	c.Traces.CopyTo(td)
	c.Metrics.CopyTo(md)
	c.Logs.CopyTo(ld)
	require.NoError(t, p.traces.ConsumeTraces(t.Context(), td))
	require.NoError(t, p.metrics.ConsumeMetrics(t.Context(), md))
	require.NoError(t, p.logs.ConsumeLogs(t.Context(), ld))
	return [...]string{tracesJSON(t, td), metricsJSON(t, md), logsJSON(t, ld)}
}

func tracesJSON(t testing.TB, td ptrace.Traces) string {
	b, err := (&ptrace.JSONMarshaler{}).MarshalTraces(td)
	require.NoError(t, err)
	return string(b)
}

func metricsJSON(t testing.TB, md pmetric.Metrics) string {
	b, err := (&pmetric.JSONMarshaler{}).MarshalMetrics(md)
	require.NoError(t, err)
	return string(b)
}

func logsJSON(t testing.TB, ld plog.Logs) string {
	b, err := (&plog.JSONMarshaler{}).MarshalLogs(ld)
	require.NoError(t, err)
	return string(b)
}

func TestNoCanaryLeaves(t *testing.T) {
	c := mcptest.NewCanaries()
	for name, yaml := range map[string]string{
		"by default":  `{}`,
		"dropped":     `actions: {secret: drop, pii: drop}`,
		"hashed":      `actions: {secret: hash, pii: hash}`,
		"pseudonyms":  `actions: {secret: pseudonym, pii: pseudonym}`,
		"last digits": `categories: {email: {keep_last: 8}}`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, text := range start(t, yaml).consume(t, c) {
				require.Empty(t, c.Leaked(text))
			}
		})
	}
}

func TestADryRunChangesNothing(t *testing.T) {
	c := mcptest.NewCanaries()
	p := start(t, `dry_run: true`)
	before := [...]string{tracesJSON(t, c.Traces), metricsJSON(t, c.Metrics), logsJSON(t, c.Logs)}
	require.True(t, before == p.consume(t, c))
	m, err := p.telemetry.GetMetric("otelcol_processor_mcpredact_redactions")
	require.NoError(t, err)
	require.NotNil(t, m)
}

// TestRedactingTwiceEqualsOnce: what is put in the place of values is no value itself. Only
// the counts are read and written, too.
func TestRedactingTwiceEqualsOnce(t *testing.T) {
	c := mcptest.NewCanaries()
	for _, yaml := range []string{`report: false`, `{report: false, actions: {secret: hash, pii: pseudonym}}`} {
		p := start(t, yaml)
		once := p.consume(t, c)
		again := &mcptest.Canaries{Traces: p.spans.AllTraces()[0], Metrics: p.points.AllMetrics()[0], Logs: p.records.AllLogs()[0]}
		require.Equal(t, once, p.consume(t, again))
	}
}

// TestConcurrentProducers is for the race detector.
func TestConcurrentProducers(t *testing.T) {
	c := mcptest.NewCanaries()
	p := start(t, `{}`)
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 3 {
				td := ptrace.NewTraces()
				c.Traces.CopyTo(td)
				_ = p.traces.ConsumeTraces(context.Background(), td)
			}
		})
	}
	wg.Wait()
	for _, td := range p.spans.AllTraces() {
		require.Empty(t, c.Leaked(tracesJSON(t, td)))
	}
}
