package main

import (
	"context"
	"fmt"

	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
)

// redaction compares processors that take secrets and personal data out of spans, a twentieth of which have some. Each
// batch is a copy that was made before.
func redaction(ctx context.Context) (*comparison, error) {
	dirty, bytes := bench.Dirty()
	const mib = 1 << 20
	c := &comparison{title: fmt.Sprintf("redacting (batches of %.1f MiB)", float64(bytes)/mib), item: "KiB", items: bytes / 1024}
	for _, candidate := range bench.Redactors() {
		running, err := candidate.Run(ctx, consumertest.NewNop())
		if err != nil {
			return nil, err
		}
		var batch ptrace.Traces
		c.sides = append(c.sides, side{
			name: candidate.Name,
			renew: func() {
				batch = ptrace.NewTraces()
				dirty.CopyTo(batch)
			},
			run:   func() error { return running.ConsumeTraces(ctx, batch) },
			close: func() error { return running.Shutdown(ctx) },
		})
	}
	return c, nil
}
