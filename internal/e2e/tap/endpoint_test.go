package tap

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
)

// endpoint takes OTLP over HTTP and keeps spans.
type endpoint struct {
	t   *testing.T
	url string

	mu  sync.Mutex // covers all
	all []ptrace.Span
}

func newEndpoint(t *testing.T) *endpoint {
	t.Helper()
	e := &endpoint{t: t}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	e.url = server.URL
	return e
}

// ServeHTTP takes a request.
func (e *endpoint) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/traces") {
		return
	}
	request := ptraceotlp.NewExportRequest()
	assert.NoError(e.t, request.UnmarshalProto(body))
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, rs := range request.Traces().ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				e.all = append(e.all, span)
			}
		}
	}
}

// spans returns what has come.
func (e *endpoint) spans() []ptrace.Span {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.all
}
