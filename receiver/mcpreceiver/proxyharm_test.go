package mcpreceiver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadatatest"
)

// fronting is a receiver with the proxy in front of an upstream.
type fronting struct {
	url       string
	receiver  receiver.Traces
	telemetry *componenttest.Telemetry
}

// frontWith starts one at an address, with a consumer and further options.
func frontWith(t *testing.T, address, upstream string, next consumer.Traces, options ...string) *fronting {
	t.Helper()
	p := &fronting{url: "http://" + address, telemetry: componenttest.NewTelemetry()}
	cfg, err := parseYAML(t, fmt.Sprintf("proxy: {endpoint: %q, routes: [{path: /, upstream: %q, name: desk}]%s}", address, upstream, strings.Join(options, "")))
	require.NoError(t, err)
	p.receiver, err = NewFactory().CreateTraces(t.Context(), metadatatest.NewSettings(p.telemetry), cfg, next)
	require.NoError(t, err)
	require.NoError(t, p.receiver.Start(t.Context(), componenttest.NewNopHost()))
	return p
}

// records returns how many records the receiver says had a result.
func (p *fronting) records(result string) (n int64) {
	metric, err := p.telemetry.GetMetric("otelcol_receiver_mcp_proxy_records")
	if err != nil {
		return 0 // there was none yet
	}
	for _, point := range metric.Data.(metricdata.Sum[int64]).DataPoints {
		if value, _ := point.Attributes.Value("result"); value.AsString() == result {
			n += point.Value
		}
	}
	return n
}

func (p *fronting) shutdown(t *testing.T) {
	t.Helper()
	require.NoError(t, p.receiver.Shutdown(context.Background()))
	require.NoError(t, p.telemetry.Shutdown(context.Background()))
}

// answeringCalls answers every call with success.
func answeringCalls(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":1,"result":{"content":[]}}`)
	}))
	t.Cleanup(server.Close)
	return server
}

// callers have connections of their own, which end with the test.
func callers(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{MaxIdleConnsPerHost: 64}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 10 * time.Second}
}

const proxiedCall = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"add","arguments":{}}}`

// callOnce makes a call and returns the status, or what went wrong.
func callOnce(client *http.Client, url string) (int, error) {
	response, err := client.Post(url, "application/json", strings.NewReader(proxiedCall))
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, errors.Join(err, response.Body.Close())
}

// TestNoPipelineHarmsACall has pipelines that refuse, at once or late, as a memory limiter
// or a broken exporter does, and one that is stuck.
func TestNoPipelineHarmsACall(t *testing.T) {
	const calls = 500
	for name, consume := range map[string]func(context.Context) error{
		"fails":             func(context.Context) error { return errors.New("down") },
		"fails permanently": func(context.Context) error { return consumererror.NewPermanent(errors.New("down")) },
		"is slow":           func(context.Context) error { time.Sleep(20 * time.Millisecond); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			var given, refused atomic.Int64
			next, err := consumer.NewTraces(func(ctx context.Context, td ptrace.Traces) error {
				err := consume(ctx)
				given.Add(int64(td.SpanCount()))
				if err != nil {
					refused.Add(int64(td.SpanCount()))
				}
				return err
			})
			require.NoError(t, err)
			p := frontWith(t, freeAddress(t), answeringCalls(t).URL, next)
			client := callers(t)
			for range calls {
				status, err := callOnce(client, p.url)
				require.NoError(t, err)
				require.Equal(t, http.StatusOK, status)
			}
			client.CloseIdleConnections()
			require.NoError(t, p.receiver.Shutdown(context.Background()))
			require.GreaterOrEqual(t, given.Load(), int64(calls))
			require.NoError(t, p.telemetry.Shutdown(context.Background()))
		})
	}
}

// TestAStuckPipelineHarmsNoCall neither while it goes on nor when the receiver stops: that
// takes as long as it is given and not longer, and what was not sent is counted.
func TestAStuckPipelineHarmsNoCall(t *testing.T) {
	next, err := consumer.NewTraces(func(ctx context.Context, _ ptrace.Traces) error {
		<-ctx.Done()
		return ctx.Err()
	})
	require.NoError(t, err)
	p := frontWith(t, freeAddress(t), answeringCalls(t).URL, next)
	client := callers(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 250 {
				status, err := callOnce(client, p.url)
				if !assert.NoError(t, err) || !assert.Equal(t, http.StatusOK, status) {
					return
				}
			}
		})
	}
	all.Wait()
	client.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer cancel()
	start := time.Now()
	require.ErrorIs(t, p.receiver.Shutdown(ctx), context.DeadlineExceeded)
	require.Less(t, time.Since(start), 5*time.Second)
	require.NoError(t, p.telemetry.Shutdown(context.Background()))
}

// TestWhatAPipelineRefusesIsCounted compares the receiver's own numbers with the calls.
func TestWhatAPipelineRefusesIsCounted(t *testing.T) {
	p := frontWith(t, freeAddress(t), answeringCalls(t).URL, consumertest.NewErr(errors.New("down")))
	client := callers(t)
	for range 100 {
		_, err := callOnce(client, p.url)
		require.NoError(t, err)
	}
	require.Eventually(t, func() bool { return p.records("refused") == 100 }, 5*time.Second, 10*time.Millisecond)
	client.CloseIdleConnections()
	p.shutdown(t)
}

// TestARestartLosesNoCallThatArrived stops the receiver under load and starts it again at
// the same address, several times. Calls find nobody in between, as they would with the
// server itself; but every call that arrived upstream comes back whole.
func TestARestartLosesNoCallThatArrived(t *testing.T) {
	var arrived sync.Map
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		arrived.Store(r.Header.Get("X-Call"), true)
		time.Sleep(10 * time.Millisecond)
		if strings.HasSuffix(r.Header.Get("X-Call"), "1") {
			w.Header().Set("Content-Type", "text/event-stream")
			for range 3 {
				_, _ = io.WriteString(w, "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\n")
				w.(http.Flusher).Flush()
				time.Sleep(5 * time.Millisecond)
			}
			_, _ = io.WriteString(w, "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n")
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":1,"result":{}}`)
	}))
	defer upstream.Close()
	address := freeAddress(t)
	sink := new(consumertest.TracesSink)
	client := callers(t)
	var answered, turnedAway atomic.Int64
	stop := make(chan struct{})
	var all sync.WaitGroup
	p := frontWith(t, address, upstream.URL, sink)
	for i := range 16 {
		all.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				id := fmt.Sprintf("%d-%d", i, n)
				err := callAs(client, p.url, id)
				if err == nil {
					answered.Add(1)
					continue
				}
				turnedAway.Add(1)
				if _, reached := arrived.Load(id); reached {
					t.Errorf("call %s reached the upstream and failed: %v", id, err)
				}
				time.Sleep(time.Millisecond)
			}
		})
	}
	for range 5 {
		time.Sleep(200 * time.Millisecond)
		require.NoError(t, p.receiver.Shutdown(context.Background()))
		p.receiver = frontWith(t, address, upstream.URL, sink).receiver
	}
	close(stop)
	all.Wait()
	client.CloseIdleConnections()
	require.NoError(t, p.receiver.Shutdown(context.Background()))
	require.Greater(t, answered.Load(), int64(100))
	calls := 0
	for _, td := range sink.AllTraces() {
		for _, span := range td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
			if strings.HasPrefix(span.Name(), "tools/call") {
				calls++
			}
		}
	}
	require.EqualValues(t, answered.Load(), calls, "each answered call is recorded once")
	t.Logf("%d calls answered, %d found nobody", answered.Load(), turnedAway.Load())
}

func callAs(client *http.Client, url, id string) error {
	request, err := http.NewRequest(http.MethodPost, url, strings.NewReader(proxiedCall))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Call", id)
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(response.Body)
	if err == nil && (response.StatusCode != http.StatusOK || !strings.Contains(string(text), `"result"`)) {
		err = errors.New(response.Status)
	}
	return errors.Join(err, response.Body.Close())
}

// TestNothingIsLeftBehind counts goroutines after many receivers have come and gone, with
// streams open when they stop.
func TestNothingIsLeftBehind(t *testing.T) {
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, ": open\n\n")
		w.(http.Flusher).Flush()
		if r.Method == http.MethodGet {
			<-r.Context().Done()
		}
	}))
	defer upstream.Close()
	round := func() {
		p := frontWith(t, freeAddress(t), upstream.URL, consumertest.NewNop(), ", drain_timeout: 20ms")
		client := callers(t)
		for range 5 {
			_, err := callOnce(client, p.url)
			require.NoError(t, err)
			response, err := client.Get(p.url)
			require.NoError(t, err)
			defer response.Body.Close()
		}
		_, err := callOnce(client, p.url) // leaves an idle connection to the upstream
		require.NoError(t, err)
		p.shutdown(t)
		client.CloseIdleConnections()
	}
	round()
	before := runtime.NumGoroutine()
	for range 10 {
		round()
	}
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+2 }, 5*time.Second, 10*time.Millisecond,
		"goroutines are left: %d before", before)
}
