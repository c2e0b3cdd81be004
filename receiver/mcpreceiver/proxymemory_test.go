package mcpreceiver

import (
	"context"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/memorylimiterprocessor"
)

// limited is a pipeline that begins with the memory limiter.
type limited struct {
	processor.Traces
	sink *consumertest.TracesSink
}

// limitedTo starts one that refuses once the test takes so much more memory than now.
func limitedTo(t *testing.T, mebibytes uint32) limited {
	t.Helper()
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	factory := memorylimiterprocessor.NewFactory()
	config := factory.CreateDefaultConfig().(*memorylimiterprocessor.Config)
	config.CheckInterval = 5 * time.Millisecond
	config.MemoryLimitMiB, config.MemorySpikeLimitMiB = uint32(now.Alloc>>20)+mebibytes, 1
	l := limited{sink: new(consumertest.TracesSink)}
	var err error
	l.Traces, err = factory.CreateTraces(t.Context(), processor.Settings{
		ID: component.NewID(factory.Type()), TelemetrySettings: componenttest.NewNopTelemetrySettings(),
	}, config, l.sink)
	require.NoError(t, err)
	require.NoError(t, l.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { require.NoError(t, l.Shutdown(context.Background())) })
	return l
}

// await returns when the limiter refuses, or no longer does.
func (l limited) await(t *testing.T, refuses bool) {
	t.Helper()
	require.Eventually(t, func() bool {
		return (l.ConsumeTraces(t.Context(), ptrace.NewTraces()) != nil) == refuses
	}, 10*time.Second, 5*time.Millisecond)
}

// TestAMemoryLimiterHarmsNoCall calls while the limiter lets everything pass, while memory is
// short, and after that. All calls succeed; what was refused is counted, and only that is
// missing behind it.
func TestAMemoryLimiterHarmsNoCall(t *testing.T) {
	const many, each = 8, 100
	pipeline := limitedTo(t, 64)
	p := frontWith(t, freeAddress(t), answeringCalls(t).URL, pipeline)
	client := callers(t)
	load := func() {
		var all sync.WaitGroup
		for range many {
			all.Go(func() {
				for range each {
					status, err := callOnce(client, p.url)
					if !assert.NoError(t, err) || !assert.Equal(t, http.StatusOK, status) {
						return
					}
				}
			})
		}
		all.Wait()
	}
	counted := func(result string, n int64) {
		t.Helper()
		require.Eventually(t, func() bool { return p.records(result) == n }, 10*time.Second, 10*time.Millisecond, "%s", result)
	}
	pipeline.await(t, false)
	load()
	counted("sent", many*each)

	ballast := make([]byte, 256<<20)
	pipeline.await(t, true)
	load()
	counted("refused", many*each)
	runtime.KeepAlive(ballast) // until here

	pipeline.await(t, false)
	load()
	counted("sent", 2*many*each)
	client.CloseIdleConnections()
	require.Equal(t, int64(many*each), p.records("refused"))
	require.Zero(t, p.records("dropped"))
	require.NoError(t, p.receiver.Shutdown(context.Background()))
	require.Equal(t, 2*many*each, pipeline.sink.SpanCount())
	require.NoError(t, p.telemetry.Shutdown(context.Background()))
}
