package e2e

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// TestDeltasAddUpToWhatWasSent runs examples/delta.yaml against a backend that
// keeps what it gets: over several flushes, and one at the end, each call is told
// once, in the buckets of the example.
func TestDeltasAddUpToWhatWasSent(t *testing.T) {
	at := freeAddresses(t)
	backend := newMetricsBackend(t)
	t.Setenv("METRICS_BACKEND_ENDPOINT", backend.url)
	collector := startCollector(t, exampleConfig(t, "delta.yaml", at), at.health,
		"--set=connectors::mcpspanmetrics::metrics_flush_interval=200ms")
	peers, sent := newPeers(t, at), newTally()
	for i := range 3 {
		flushes := backend.requests()
		calls := append(introduction(), round(i)...)
		peers.send(t, calls)
		sent.add(calls)
		harness.Poll(t, settleWithin, func() error { return backend.moreThan(flushes) })
	}
	last := round(3)
	peers.send(t, last)
	sent.add(last)

	collector.Stop(t)

	for _, name := range []string{"mcp.client.operation.duration", "mcp.server.operation.duration"} {
		assert.Equal(t, sent.calls(), backend.sum(name), name)
	}
	assert.Zero(t, backend.sum("gen_ai.execute_tool.duration"), "switched off")
	for _, m := range backend.metrics("mcp.client.operation.duration") {
		assert.Equal(t, pmetric.AggregationTemporalityDelta, m.Histogram().AggregationTemporality())
		assert.Equal(t, []float64{0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30}, m.Histogram().DataPoints().At(0).ExplicitBounds().AsRaw())
	}
}

var errNoFlush = errors.New("no flush arrived")

// metricsBackend accepts OTLP/HTTP metrics and keeps them.
type metricsBackend struct {
	url string

	mu       sync.Mutex // covers received
	received []pmetric.Metrics
}

func newMetricsBackend(t *testing.T) *metricsBackend {
	t.Helper()
	b := &metricsBackend{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if md, err := readExport(r); assert.NoError(t, err) {
			b.keep(md)
		} else {
			w.WriteHeader(http.StatusBadRequest)
		}
	}))
	t.Cleanup(server.Close)
	b.url = server.URL
	return b
}

// readExport reads a request as the otlp_http exporter sends it by default:
// protobuf in gzip.
func readExport(r *http.Request) (pmetric.Metrics, error) {
	unzipped, err := gzip.NewReader(r.Body)
	if err != nil {
		return pmetric.Metrics{}, err
	}
	body, err := io.ReadAll(unzipped)
	if err != nil {
		return pmetric.Metrics{}, err
	}
	req := pmetricotlp.NewExportRequest()
	err = req.UnmarshalProto(body)
	return req.Metrics(), err
}

func (b *metricsBackend) keep(md pmetric.Metrics) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.received = append(b.received, md)
}

func (b *metricsBackend) requests() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.received)
}

func (b *metricsBackend) moreThan(n int) error {
	if b.requests() <= n {
		return errNoFlush
	}
	return nil
}

// metrics returns every occurrence of the metric, in all exports.
func (b *metricsBackend) metrics(name string) []pmetric.Metric {
	b.mu.Lock()
	defer b.mu.Unlock()
	var found []pmetric.Metric
	for _, md := range b.received {
		found = append(found, metricsNamed(md, name)...)
	}
	return found
}

// sum adds up all points of the metric.
func (b *metricsBackend) sum(name string) float64 {
	sum := 0.0
	for _, m := range b.metrics(name) {
		sum += countPoints(m)
	}
	return sum
}
