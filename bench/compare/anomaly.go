package main

import (
	"context"

	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
)

// anomalies compares processors that look for what is unusual about calls. Each batch is that of the next minute.
func anomalies(ctx context.Context) (*comparison, error) {
	return judging(ctx, "judging calls with 1.3 KB of content", bench.Minute)
}

// anomaliesInRecords is the same with JSON that is new in each batch.
func anomaliesInRecords(ctx context.Context) (*comparison, error) {
	return judging(ctx, "judging calls with up to 1.3 KB of JSON that is new each time", func(batch ptrace.Traces, minute int) {
		bench.Minute(batch, minute)
		workload.Records(batch, minute)
	})
}

// judging compares them on batches, each made that of the next minute.
func judging(ctx context.Context, title string, renew func(batch ptrace.Traces, minute int)) (*comparison, error) {
	calls := bench.Normalized()
	c := &comparison{title: title, item: "span", items: workload.Spans}
	for _, candidate := range bench.Detectors() {
		running, err := candidate.Run(ctx, consumertest.NewNop())
		if err != nil {
			return nil, err
		}
		var batch ptrace.Traces
		minute := 0
		c.sides = append(c.sides, side{
			name: candidate.Name,
			renew: func() {
				batch = ptrace.NewTraces()
				calls.CopyTo(batch)
				renew(batch, minute)
				minute++
			},
			run:   func() error { return running.ConsumeTraces(ctx, batch) },
			close: func() error { return running.Shutdown(ctx) },
		})
	}
	return c, nil
}
