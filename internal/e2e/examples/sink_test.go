package examples

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	_ "google.golang.org/grpc/encoding/gzip" // as the exporter sends by default
)

// sink is a backend: it takes OTLP and keeps it as text.
type sink struct {
	mu       sync.Mutex // covers received
	received map[string]string
	header   http.Header // of the last request over HTTP
}

// grpcSink listens at the address, with TLS if it is configured.
func grpcSink(t *testing.T, at string, conf *tls.Config) *sink {
	t.Helper()
	var options []grpc.ServerOption
	if conf != nil {
		options = append(options, grpc.Creds(credentials.NewTLS(conf)))
	}
	s, server := newSink(), grpc.NewServer(options...)
	ptraceotlp.RegisterGRPCServer(server, &traces{sink: s})
	l, err := net.Listen("tcp", at)
	require.NoError(t, err)
	go func() { assert.NoError(t, server.Serve(l)) }()
	t.Cleanup(server.Stop)
	return s
}

type traces struct {
	ptraceotlp.UnimplementedGRPCServer
	sink *sink
}

func (b *traces) Export(_ context.Context, r ptraceotlp.ExportRequest) (ptraceotlp.ExportResponse, error) {
	text, err := r.MarshalJSON()
	b.sink.keep("traces", text)
	return ptraceotlp.NewExportResponse(), err
}

// httpSink listens at the address for all three signals.
func httpSink(t *testing.T, at string) *sink {
	t.Helper()
	s := newSink()
	l, err := net.Listen("tcp", at)
	require.NoError(t, err)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		signal := strings.TrimPrefix(r.URL.Path, "/v1/")
		text, err := asJSON(signal, r)
		if !assert.NoError(t, err) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		s.note(r.Header)
		s.keep(signal, text)
	})}
	go func() { _ = server.Serve(l) }() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	return s
}

// message is a request of any signal.
type message interface {
	UnmarshalProto(data []byte) error
	MarshalJSON() ([]byte, error)
}

func asJSON(signal string, r *http.Request) ([]byte, error) {
	unzipped, err := gzip.NewReader(r.Body)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(unzipped)
	if err != nil {
		return nil, err
	}
	var m message
	switch signal {
	case "traces":
		m = ptraceotlp.NewExportRequest()
	case "metrics":
		m = pmetricotlp.NewExportRequest()
	default:
		m = plogotlp.NewExportRequest()
	}
	if err := m.UnmarshalProto(body); err != nil {
		return nil, err
	}
	return m.MarshalJSON()
}

func newSink() *sink { return &sink{received: map[string]string{}} }

func (s *sink) keep(signal string, text []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.received[signal] += string(text) + "\n"
}

func (s *sink) note(h http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.header = h
}

// text is all that came of a signal.
func (s *sink) text(signal string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.received[signal]
}

// has waits until a signal has brought each text.
func (s *sink) has(t *testing.T, signal string, texts ...string) {
	t.Helper()
	eventually(t, func(t require.TestingT) {
		for _, text := range texts {
			assert.Contains(t, s.text(signal), text)
		}
	})
}
