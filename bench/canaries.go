package bench

import (
	"context"
	"fmt"
	"maps"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

// Thorough returns the processors to compare by what they leave: beside those of [Redactors] the peer with structured values
// and numbers searched too, which it does not do by default.
func Thorough() []Processor {
	all := Redactors()
	peer := all[len(all)-1]
	peer.Name += ", all types"
	peer.Config = maps.Clone(peer.Config)
	peer.Config["redact_all_types"] = true
	return append(all, peer)
}

// Leaks sends a credential or an address of somebody in every place and encoding of all three signals through a processor,
// and returns the places that it can be read from afterwards, and how many there are in all.
func (p Processor) Leaks(ctx context.Context) (places []string, of int, err error) {
	canaries := mcptest.NewCanaries()
	of = len(canaries.Values)
	texts, err := p.pass(ctx, canaries)
	if err != nil {
		return nil, of, fmt.Errorf("%s: %w", p.Name, err)
	}
	for _, text := range texts {
		places = append(places, canaries.Leaked(text)...)
	}
	return places, of, nil
}

// pass returns what a processor makes of each signal as OTLP/JSON.
func (p Processor) pass(ctx context.Context, c *mcptest.Canaries) (texts []string, err error) {
	cfg, err := p.config()
	if err != nil {
		return nil, err
	}
	set, host := processortest.NewNopSettings(p.Factory.Type()), componenttest.NewNopHost()
	var (
		spans   consumertest.TracesSink
		points  consumertest.MetricsSink
		records consumertest.LogsSink
	)
	traces, err := p.Factory.CreateTraces(ctx, set, cfg, &spans)
	if err != nil {
		return nil, err
	}
	metrics, err := p.Factory.CreateMetrics(ctx, set, cfg, &points)
	if err != nil {
		return nil, err
	}
	logs, err := p.Factory.CreateLogs(ctx, set, cfg, &records)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return traces.Start(ctx, host) },
		func() error { return metrics.Start(ctx, host) },
		func() error { return logs.Start(ctx, host) },
		func() error { return traces.ConsumeTraces(ctx, c.Traces) },
		func() error { return metrics.ConsumeMetrics(ctx, c.Metrics) },
		func() error { return logs.ConsumeLogs(ctx, c.Logs) },
		func() error { return traces.Shutdown(ctx) },
		func() error { return metrics.Shutdown(ctx) },
		func() error { return logs.Shutdown(ctx) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return inJSON(spans.AllTraces(), points.AllMetrics(), records.AllLogs())
}

func inJSON(spans []ptrace.Traces, points []pmetric.Metrics, records []plog.Logs) (texts []string, err error) {
	add := func(text []byte, err error) error {
		texts = append(texts, string(text))
		return err
	}
	for i := range spans {
		if err := add((&ptrace.JSONMarshaler{}).MarshalTraces(spans[i])); err != nil {
			return nil, err
		}
	}
	for i := range points {
		if err := add((&pmetric.JSONMarshaler{}).MarshalMetrics(points[i])); err != nil {
			return nil, err
		}
	}
	for i := range records {
		if err := add((&plog.JSONMarshaler{}).MarshalLogs(records[i])); err != nil {
			return nil, err
		}
	}
	return texts, nil
}
