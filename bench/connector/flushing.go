package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// flushing compares how long a producer takes for a span while 10 000 series are flushed all the time, and while nothing
// is flushed. On a machine with other work both have outliers; what the flush adds is the difference.
func flushing(ctx context.Context, rounds int, turn time.Duration) error {
	fmt.Println("ms for a span          median   99.9 %   99.99 %  longest")
	for _, side := range []struct{ name, interval string }{{"nothing is flushed", "1h"}, {"flushing all the time", "100ms"}} {
		running, err := start(ctx, consumertest.NewNop(), map[string]any{
			"metrics_flush_interval": side.interval, "metrics_expiration": "24h", "max_series": 15_000, "trust_names": true,
		})
		if err != nil {
			return err
		}
		if err := running.ConsumeTraces(ctx, tools(1200)); err != nil { // some ten series each
			return err
		}
		one := tools(1)
		var took []time.Duration
		for begin := time.Now(); time.Since(begin) < time.Duration(rounds)*turn; {
			identify(one, len(took))
			before := time.Now()
			_ = running.ConsumeTraces(ctx, one)
			took = append(took, time.Since(before))
		}
		slices.Sort(took)
		at := func(share float64) float64 { return took[int(share*float64(len(took)-1))].Seconds() * 1000 }
		fmt.Printf("%-22s %.4f   %.4f   %.4f   %.4f\n", side.name, at(0.5), at(0.999), at(0.9999), at(1))
		if err := running.Shutdown(ctx); err != nil {
			return err
		}
	}
	return nil
}

// tools are calls of so many tools.
func tools(n int) ptrace.Traces {
	traces := ptrace.NewTraces()
	spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
	for i := range n {
		call(spans.AppendEmpty(), fmt.Sprintf("tool_%04d", i), "session")
	}
	identify(traces, -1)
	return traces
}

func call(span ptrace.Span, tool, session string) {
	span.SetKind(ptrace.SpanKindServer)
	span.SetStartTimestamp(1_000_000_000)
	span.SetEndTimestamp(1_200_000_000)
	a := span.Attributes()
	a.PutStr(semconv.MCPSpanType, "tool_call")
	a.PutStr(semconv.MCPCallRole, "server")
	a.PutStr(semconv.MCPCallOutcome, "success")
	a.PutStr(semconv.MCPMethodName, "tools/call")
	a.PutStr(semconv.GenAIOperationName, "execute_tool")
	a.PutStr(semconv.GenAIToolName, tool)
	a.PutStr(semconv.MCPSessionID, session)
	a.PutInt(semconv.MCPRequestSize, 300)
	a.PutInt(semconv.MCPResponseSize, 1000)
}

// identify gives spans ids that no others have.
func identify(traces ptrace.Traces, batch int) {
	for i, span := range traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
		n := uint64(batch+2)<<20 + uint64(i) + 1
		id := [8]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24), byte(n >> 32), byte(n >> 40), 1}
		span.SetSpanID(id)
		span.SetTraceID([16]byte(append(id[:], id[:]...)))
	}
}
