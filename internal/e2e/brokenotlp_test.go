package e2e

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

// TestBrokenOTLPIsAnsweredAsByTheStockReceiver posts the same requests to the mcp
// receiver and to an otlp receiver in the same process. A sender must not be able
// to tell them apart.
func TestBrokenOTLPIsAnsweredAsByTheStockReceiver(t *testing.T) {
	free := harness.FreeAddresses(t, 3)
	mcp, stock, health := free[0], free[1], free[2]
	startCollector(t, twoReceivers(mcp, stock, health), health)

	for _, signal := range []string{"traces", "metrics", "logs"} {
		for name, req := range brokenRequests(t) {
			t.Run(signal+"/"+name, func(t *testing.T) {
				want := req.send(t, stock, "/v1/"+signal)
				assert.Equal(t, want, req.send(t, mcp, "/v1/"+signal))
				assert.Equal(t, req.wantStatus, want.status, "or the request is not what it is meant to be")
			})
		}
	}
}

func twoReceivers(mcp, stock, health string) string {
	return withService(health, fmt.Sprintf(`
receivers:
  mcp: {otlp: {protocols: {http: {endpoint: %q}}}}
  otlp: {protocols: {http: {endpoint: %q}}}
exporters:
  debug:
`, mcp, stock), `
    traces: {receivers: [mcp, otlp], exporters: [debug]}
    metrics: {receivers: [mcp, otlp], exporters: [debug]}
    logs: {receivers: [mcp, otlp], exporters: [debug]}
`)
}

// httpRequest is what is posted, to any of the three paths.
type httpRequest struct {
	method      string // POST if empty
	contentType string
	encoding    string
	body        []byte
	wantStatus  int // of the stock receiver
}

// httpAnswer is what a sender can see and act on.
type httpAnswer struct {
	status     int
	mediaType  string
	retryAfter string
	body       string
}

func brokenRequests(t *testing.T) map[string]httpRequest {
	t.Helper()
	const json, protobuf = "application/json", "application/x-protobuf"
	return map[string]httpRequest{
		"protobuf that ends early":       {contentType: protobuf, body: truncatedProtobuf(t), wantStatus: http.StatusBadRequest},
		"protobuf that is text":          {contentType: protobuf, body: []byte("not a message"), wantStatus: http.StatusBadRequest},
		"JSON that ends early":           {contentType: json, body: []byte(`{"resource`), wantStatus: http.StatusBadRequest},
		"JSON that is not an object":     {contentType: json, body: []byte(`[]`), wantStatus: http.StatusBadRequest},
		"JSON with a number for a list":  {contentType: json, body: []byte(`{"resourceSpans":1,"resourceMetrics":1,"resourceLogs":1}`), wantStatus: http.StatusBadRequest},
		"JSON nested without end":        {contentType: json, body: []byte(strings.Repeat(`{"resource":`, 20000)), wantStatus: http.StatusBadRequest},
		"a body that is not gzip":        {contentType: json, encoding: "gzip", body: []byte(`{}`), wantStatus: http.StatusBadRequest},
		"an encoding nobody knows":       {contentType: json, encoding: "rot13", body: []byte(`{}`), wantStatus: http.StatusBadRequest},
		"a content type nobody knows":    {contentType: "text/plain", body: []byte(`{}`), wantStatus: http.StatusUnsupportedMediaType},
		"no content type":                {body: []byte(`{}`), wantStatus: http.StatusUnsupportedMediaType},
		"a method that is not POST":      {method: http.MethodGet, contentType: json, wantStatus: http.StatusMethodNotAllowed},
		"nothing, which is not an error": {contentType: protobuf, wantStatus: http.StatusOK},
	}
}

// truncatedProtobuf is a traces request without its last third.
func truncatedProtobuf(t *testing.T) []byte {
	t.Helper()
	td := ptrace.NewTraces()
	span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetName("tools/call get_weather")
	span.Attributes().PutStr("mcp.method.name", "tools/call")
	whole, err := ptraceotlp.NewExportRequestFromTraces(td).MarshalProto()
	require.NoError(t, err)
	return whole[:len(whole)*2/3]
}

func (r httpRequest) send(t *testing.T, address, path string) httpAnswer {
	t.Helper()
	method := r.method
	if method == "" {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+address+path, bytes.NewReader(r.body))
	require.NoError(t, err)
	if r.contentType != "" {
		req.Header.Set("Content-Type", r.contentType)
	}
	if r.encoding != "" {
		req.Header.Set("Content-Encoding", r.encoding)
	}
	resp, err := harness.Client.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return httpAnswer{
		status:     resp.StatusCode,
		mediaType:  resp.Header.Get("Content-Type"),
		retryAfter: resp.Header.Get("Retry-After"),
		body:       string(body),
	}
}
