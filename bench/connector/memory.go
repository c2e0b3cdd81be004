package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// memory measures what the connector holds of 10 000 sessions that call 1 000 tools, after garbage is collected.
func memory(ctx context.Context, _ int, _ time.Duration) error {
	const sessions, toolsOf, calls = 10_000, 1000, 10
	before := heap()
	running, err := start(ctx, consumertest.NewNop(), map[string]any{"max_series": 50_000})
	if err != nil {
		return err
	}
	idle := heap()
	for s := range sessions {
		traces := ptrace.NewTraces()
		spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
		for i := range calls {
			call(spans.AppendEmpty(), fmt.Sprintf("tool_%04d", (s*calls+i*97)%toolsOf), fmt.Sprintf("session-%d", s))
		}
		identify(traces, s)
		if err := running.ConsumeTraces(ctx, traces); err != nil {
			return err
		}
	}
	full := heap()
	fmt.Printf("MiB: started %.1f, with %d sessions and %d tools %.1f\n", mib(idle-before), sessions, toolsOf, mib(full-before))
	return running.Shutdown(ctx)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}

func mib(bytes uint64) float64 { return float64(bytes) / (1 << 20) }
