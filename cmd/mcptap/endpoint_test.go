package main

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
)

// endpoint takes OTLP, over gRPC and over HTTP.
type endpoint struct {
	t *testing.T

	mu      sync.Mutex // covers what follows
	traces  []ptrace.Traces
	logs    []plog.Logs
	headers []http.Header // of requests; of gRPC the metadata
	paths   []string
	refuse  int // status code instead of 200
}

func (e *endpoint) receive(path string, header http.Header, body []byte) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.headers, e.paths = append(e.headers, header), append(e.paths, path)
	if e.refuse != 0 {
		return e.refuse
	}
	if strings.HasSuffix(path, "logs") {
		request := plogotlp.NewExportRequest()
		assert.NoError(e.t, request.UnmarshalProto(body))
		e.logs = append(e.logs, request.Logs())
		return http.StatusOK
	}
	request := ptraceotlp.NewExportRequest()
	assert.NoError(e.t, request.UnmarshalProto(body))
	e.traces = append(e.traces, request.Traces())
	return http.StatusOK
}

// spans returns all that have come.
func (e *endpoint) spans() (all []ptrace.Span) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, traces := range e.traces {
		for _, rs := range traces.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				for _, span := range ss.Spans().All() {
					all = append(all, span)
				}
			}
		}
	}
	return all
}

func (e *endpoint) records() (all []plog.LogRecord) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, logs := range e.logs {
		for _, rl := range logs.ResourceLogs().All() {
			for _, sl := range rl.ScopeLogs().All() {
				for _, record := range sl.LogRecords().All() {
					all = append(all, record)
				}
			}
		}
	}
	return all
}

func (e *endpoint) setRefuse(code int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.refuse = code
}

// ServeHTTP is OTLP over HTTP.
func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(r.Body)
		if !assert.NoError(e.t, err) {
			return
		}
		in = z
	}
	body, err := io.ReadAll(in)
	if err == nil {
		w.WriteHeader(e.receive(r.URL.Path, r.Header, body))
	}
}

// serveHTTP returns an endpoint and its address.
func serveHTTP(t *testing.T) (*endpoint, string) {
	t.Helper()
	e := &endpoint{t: t}
	s := httptest.NewServer(e)
	t.Cleanup(s.Close)
	return e, s.URL
}

// serveTLS is the same with TLS, and returns the certificate.
func serveTLS(t *testing.T) (e *endpoint, address string, certificate *tls.Certificate) {
	t.Helper()
	e = &endpoint{t: t}
	s := httptest.NewUnstartedServer(e)
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // handshakes that fail are meant to
	s.StartTLS()
	t.Cleanup(s.Close)
	return e, s.URL, &s.TLS.Certificates[0]
}

// serveAt listens at an address that was free.
func serveAt(t *testing.T, address string) *endpoint {
	t.Helper()
	e := &endpoint{t: t}
	l, err := net.Listen("tcp", address)
	require.NoError(t, err)
	s := &http.Server{Handler: e, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return e
}

// serveGRPC is OTLP over gRPC.
func serveGRPC(t *testing.T) (*endpoint, string) {
	t.Helper()
	e := &endpoint{t: t}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s := grpc.NewServer()
	ptraceotlp.RegisterGRPCServer(s, &traceService{e: e})
	plogotlp.RegisterGRPCServer(s, &logService{e: e})
	go func() { _ = s.Serve(l) }()
	t.Cleanup(s.Stop)
	return e, "http://" + l.Addr().String()
}

type traceService struct {
	ptraceotlp.UnimplementedGRPCServer
	e *endpoint
}

func (s *traceService) Export(ctx context.Context, r ptraceotlp.ExportRequest) (ptraceotlp.ExportResponse, error) {
	body, err := r.MarshalProto()
	s.e.receive("grpc traces", metadataOf(ctx), body)
	return ptraceotlp.NewExportResponse(), err
}

type logService struct {
	plogotlp.UnimplementedGRPCServer
	e *endpoint
}

func (s *logService) Export(ctx context.Context, r plogotlp.ExportRequest) (plogotlp.ExportResponse, error) {
	body, err := r.MarshalProto()
	s.e.receive("grpc logs", metadataOf(ctx), body)
	return plogotlp.NewExportResponse(), err
}

func metadataOf(ctx context.Context) http.Header {
	header := http.Header{}
	md, _ := metadata.FromIncomingContext(ctx)
	for key, values := range md {
		for _, value := range values {
			header.Add(key, value)
		}
	}
	return header
}

// freeAddress returns an address, taken until the listener is closed.
func freeAddress(t *testing.T) (l net.Listener, address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	return l, l.Addr().String()
}

// unresponsive returns the address of somebody who listens and says nothing.
func unresponsive(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			if _, err := l.Accept(); err != nil {
				return
			}
		}
	}()
	return l.Addr().String()
}
