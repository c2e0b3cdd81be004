package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
	"github.com/otelcol-mcp/otelcol-mcp/bench/workload"
)

// start starts ours with changes to its default configuration.
func start(ctx context.Context, next consumer.Metrics, changes map[string]any) (connector.Traces, error) {
	candidate := bench.SpanMetrics()[0]
	for key, value := range changes {
		candidate.Config[key] = value
	}
	running, err := candidate.Create(ctx, next)
	if err != nil {
		return nil, err
	}
	return running, running.Start(ctx, componenttest.NewNopHost())
}

// scaling compares the spans that one producer and two get counted in the same time.
func scaling(ctx context.Context, rounds int, turn time.Duration) error {
	running, err := start(ctx, consumertest.NewNop(), nil)
	if err != nil {
		return err
	}
	var made atomic.Int64
	produce := func(producers int) float64 {
		var spans atomic.Int64
		var working sync.WaitGroup
		begin := time.Now()
		for range producers {
			working.Go(func() {
				traces := bench.Normalized()
				for time.Since(begin) < turn {
					workload.Renew(traces, int(made.Add(1)))
					_ = running.ConsumeTraces(ctx, traces)
					spans.Add(workload.Spans)
				}
			})
		}
		working.Wait()
		return float64(spans.Load()) / time.Since(begin).Seconds()
	}
	produce(2) // makes every series, and both counters
	var one, two, ratios []float64
	for range rounds {
		one, two = append(one, produce(1)), append(two, produce(2))
		ratios = append(ratios, two[len(two)-1]/one[len(one)-1])
	}
	fmt.Printf("spans/s by one producer %.0f, by two %.0f: %.2f times as many (%.2f to %.2f)\n",
		median(one), median(two), median(ratios), slices.Min(ratios), slices.Max(ratios))
	return running.Shutdown(ctx)
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
