package main

import (
	"context"
	"fmt"

	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
)

// mcpReceivers compares receivers on MCP spans.
func mcpReceivers(ctx context.Context) (*comparison, error) {
	return receivers(ctx, "receiving MCP spans", workload.Traces())
}

// httpReceivers compares receivers on spans that have nothing to do with MCP.
func httpReceivers(ctx context.Context) (*comparison, error) {
	return receivers(ctx, "receiving HTTP spans", workload.HTTP())
}

// receivers compares receivers of OTLP over HTTP. A client on the loopback interface sends the same request again and
// again; its time is part of every side's.
func receivers(ctx context.Context, title string, traces ptrace.Traces) (*comparison, error) {
	c := &comparison{title: title, item: "span", items: workload.Spans}
	for _, candidate := range bench.Receivers() {
		listening, err := candidate.Listen(ctx, traces, consumertest.NewNop())
		if err != nil {
			return nil, fmt.Errorf("starting %s: %w", candidate.Name, err)
		}
		c.sides = append(c.sides, side{
			name:  candidate.Name,
			run:   listening.Post,
			close: func() error { return listening.Close(ctx) },
		})
	}
	return c, nil
}
