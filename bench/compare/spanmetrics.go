package main

import (
	"context"
	"fmt"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
)

// spanMetrics compares connectors that make metrics from spans. All of them read the same batch as the mcp receiver hands it on,
// each time with new calls; none changes it.
func spanMetrics(ctx context.Context) (*comparison, error) {
	c := &comparison{title: "metrics from spans", item: "span", items: workload.Spans}
	traces, made := bench.Normalized(), 0
	renew := func() {
		made++
		workload.Renew(traces, made)
	}
	for _, candidate := range bench.SpanMetrics() {
		running, err := candidate.Create(ctx, consumertest.NewNop())
		if err != nil {
			return nil, fmt.Errorf("creating %s: %w", candidate.Name, err)
		}
		if err := running.Start(ctx, componenttest.NewNopHost()); err != nil {
			return nil, fmt.Errorf("starting %s: %w", candidate.Name, err)
		}
		c.sides = append(c.sides, side{
			name:  candidate.Name,
			renew: renew, // one that counts a call once would otherwise have nothing to do
			run:   func() error { return running.ConsumeTraces(ctx, traces) },
			close: func() error { return running.Shutdown(ctx) },
		})
	}
	return c, nil
}
