// Package bench sets up what is compared: our components and their peers, configured to do the same work. A comparison
// is worth as much as that sameness, so tests here check what comes out of each side.
//
// It is a module of its own: the peers are not part of any build of the distribution.
package bench

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/connector/spanmetricsconnector"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// FlushInterval is that of every connector here: long enough that no flush disturbs a measurement, and shorter than the
// time after which ours forgets a series.
const FlushInterval = 20 * time.Minute

// Connector is one way to make metrics from spans. Its configuration is what a user would write in YAML; everything it
// does not say has its default.
type Connector struct {
	Name    string
	Factory connector.Factory
	Config  map[string]any
}

// SpanMetrics returns the connectors to compare, ours first.
//
// Ours is there three times: as it is by default, with everything on; with nothing but the two metrics that the peer makes,
// a histogram of durations and a counter of calls; and with these but counting every span, as the peer does.
//
// The peer is there four times. "spanmetrics, everything on" has every dimension that a metric of ours has, and one exemplar
// for each series between two exports, as ours has by default; it keeps the first one where ours keeps the largest.
// "spanmetrics" lists the dimensions of our histogram only, for both its metrics. "spanmetrics, exemplars" is the same with
// exemplars. "spanmetrics, tailored" does as little as it can for the same series: each metric has only the dimensions it
// needs, and the built-in ones, which add nothing to them, are left out.
func SpanMetrics() []Connector {
	return []Connector{
		{
			Name:    "mcpspanmetrics",
			Factory: mcpspanmetrics.NewFactory(),
			Config:  map[string]any{"metrics_flush_interval": FlushInterval.String()},
		},
		{
			Name:    "mcpspanmetrics, two metrics",
			Factory: mcpspanmetrics.NewFactory(),
			Config:  map[string]any{"metrics_flush_interval": FlushInterval.String(), "metrics": twoMetrics()},
		},
		{
			Name:    "mcpspanmetrics, two metrics, every span counted",
			Factory: mcpspanmetrics.NewFactory(),
			Config:  map[string]any{"metrics_flush_interval": FlushInterval.String(), "deduplicate": false, "metrics": twoMetrics()},
		},
		{
			Name:    "spanmetrics, everything on",
			Factory: spanmetricsconnector.NewFactory(),
			Config:  with(exemplars(), map[string]any{"dimensions": dimensions(everyLabel()...)}),
		},
		{
			Name:    "spanmetrics",
			Factory: spanmetricsconnector.NewFactory(),
			Config:  simple(),
		},
		{
			Name:    "spanmetrics, exemplars",
			Factory: spanmetricsconnector.NewFactory(),
			Config:  exemplars(),
		},
		{
			Name:    "spanmetrics, tailored",
			Factory: spanmetricsconnector.NewFactory(),
			Config: map[string]any{
				"metrics_flush_interval": FlushInterval.String(),
				"exclude_dimensions":     []any{"service.name", "span.name", "span.kind", "status.code"},
				"calls_dimensions":       dimensions(semconv.GenAIToolName, semconv.ErrorType),
				"histogram": map[string]any{
					"unit":       "s",
					"explicit":   map[string]any{"buckets": buckets()},
					"dimensions": dimensions(callmetrics.Keys(&semconv.MCPClientOperationDuration)...),
				},
			},
		},
	}
}

// simple is the peer with the dimensions and the buckets of our histogram.
func simple() map[string]any {
	return map[string]any{
		"metrics_flush_interval": FlushInterval.String(),
		"dimensions":             dimensions(callmetrics.Keys(&semconv.MCPClientOperationDuration)...),
		"histogram": map[string]any{
			"unit":     "s",
			"explicit": map[string]any{"buckets": buckets()},
		},
	}
}

func exemplars() map[string]any {
	return with(simple(), map[string]any{"exemplars": map[string]any{"enabled": true, "max_per_data_point": 1}})
}

// everyLabel is what metrics of ours have as labels, each once.
func everyLabel() []string {
	var names []string
	for _, m := range callmetrics.Metrics() {
		names = append(names, callmetrics.Keys(m)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func with(config, more map[string]any) map[string]any {
	maps.Copy(config, more)
	return config
}

// twoMetrics enables the metrics that the peer has, and no others.
func twoMetrics() map[string]any {
	all := map[string]any{}
	for _, m := range callmetrics.Metrics() {
		same := m == &semconv.MCPClientOperationDuration || m == &semconv.MCPToolCalls
		all[m.Name] = map[string]any{"enabled": same}
	}
	return all
}

// Normalized returns the workload as the mcp receiver hands it on, which is what stands before a connector.
func Normalized() ptrace.Traces {
	traces := workload.Traces()
	normalizer := dialect.New(dialect.Options{})
	for _, rs := range traces.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			scope := normalizer.Scope(ss.Scope())
			for _, span := range ss.Spans().All() {
				normalizer.Normalize(scope, span)
			}
		}
	}
	return traces
}

func dimensions(names ...string) []any {
	list := make([]any, 0, len(names))
	for _, name := range names {
		list = append(list, map[string]any{"name": name})
	}
	return list
}

func buckets() []any {
	list := make([]any, 0, len(semconv.BucketsMCP))
	for _, seconds := range semconv.BucketsMCP {
		list = append(list, time.Duration(seconds*float64(time.Second)).String())
	}
	return list
}

// Create returns the connector, ready to start, with next behind it.
func (c Connector) Create(ctx context.Context, next consumer.Metrics) (connector.Traces, error) {
	cfg := c.Factory.CreateDefaultConfig()
	if err := confmap.NewFromStringMap(c.Config).Unmarshal(cfg); err != nil {
		return nil, err
	}
	if err := confmap.Validate(cfg); err != nil {
		return nil, err
	}
	return c.Factory.CreateTracesToMetrics(ctx, connectortest.NewNopSettings(c.Factory.Type()), cfg, next)
}
