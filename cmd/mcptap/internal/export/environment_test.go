package export

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
	coltracepb "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// environment sets what is named, without its common beginning, and nothing else.
func environment(t *testing.T, variables map[string]string) {
	t.Helper()
	for _, v := range os.Environ() {
		if name, value, _ := strings.Cut(v, "="); strings.HasPrefix(name, "OTEL_") {
			t.Setenv(name, value) // restores it
			require.NoError(t, os.Unsetenv(name))
		}
	}
	for name, value := range variables {
		t.Setenv("OTEL_EXPORTER_OTLP_"+name, value)
	}
}

func TestDefaultEndpoint(t *testing.T) {
	for _, test := range []struct {
		name, signal, protocol string
		variables              map[string]string
		want                   string
	}{
		{"HTTP", traces, protocolHTTP, nil, "http://localhost:4318/v1/traces"},
		{"HTTP, logs", logs, protocolHTTP, nil, "http://localhost:4318/v1/logs"},
		{"gRPC", traces, protocolGRPC, nil, "http://localhost:4317"},
		{"an endpoint", traces, protocolHTTP, map[string]string{"ENDPOINT": "http://x"}, ""},
		{"an endpoint of the signal", logs, protocolHTTP, map[string]string{"LOGS_ENDPOINT": "http://x"}, ""},
		{"an endpoint of the other signal", traces, protocolHTTP, map[string]string{"LOGS_ENDPOINT": "http://x"}, "http://localhost:4318/v1/traces"},
		{"a certificate asks for TLS", traces, protocolHTTP, map[string]string{"CERTIFICATE": "x.pem"}, ""},
		{"who says it is secure", traces, protocolGRPC, map[string]string{"INSECURE": "false"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			environment(t, test.variables)
			require.Equal(t, test.want, defaultEndpoint(test.signal, test.protocol))
		})
	}
}

func TestMendedLogsEndpoint(t *testing.T) {
	for base, want := range map[string]string{
		"": "", "http://x": "", "http://x/a": "", "http://x/": "http://x/v1/logs", "http://x/a/": "http://x/a/v1/logs", "http://x//": "http://x/v1/logs",
	} {
		environment(t, map[string]string{"ENDPOINT": base})
		require.Equal(t, want, mendedLogsEndpoint(), base)
	}
	environment(t, map[string]string{"ENDPOINT": "http://x/", "LOGS_ENDPOINT": "http://y/"})
	require.Empty(t, mendedLogsEndpoint())
}

func TestProtocol(t *testing.T) {
	for _, test := range []struct {
		variables map[string]string
		want      string
		wrong     bool
	}{
		{nil, protocolHTTP, false},
		{map[string]string{"PROTOCOL": "grpc"}, protocolGRPC, false},
		{map[string]string{"PROTOCOL": "grpc", "TRACES_PROTOCOL": "http/protobuf"}, protocolHTTP, false},
		{map[string]string{"LOGS_PROTOCOL": "grpc"}, protocolHTTP, false},
		{map[string]string{"PROTOCOL": "http/json"}, protocolHTTP, true},
	} {
		environment(t, test.variables)
		got, err := protocolOf(traces)
		require.Equal(t, test.want, got, test.variables)
		require.Equal(t, test.wrong, err != nil, test.variables)
	}
}

func TestTransient(t *testing.T) {
	for _, test := range []struct {
		err  error
		want bool
	}{
		{&url.Error{Op: "Post", URL: "http://x", Err: errors.New("connection refused")}, true},
		{fmt.Errorf("exporting: %w", &url.Error{}), true},
		{fmt.Errorf("%w: %w", context.DeadlineExceeded, errors.New("slow")), true},
		{status.Error(codes.Unavailable, "away"), true},
		{fmt.Errorf("exporting: %w", status.Error(codes.Unavailable, "away")), true},
		{status.Error(codes.InvalidArgument, "no"), false},
		{status.Error(codes.Unauthenticated, "no"), false},
		{status.Error(codes.ResourceExhausted, "too large"), false},
		{errors.New("failed to send to http://x: 400 Bad Request"), false},
	} {
		require.Equal(t, test.want, transient(test.err), "%v", test.err)
	}
}

// TestEncoded: what a client sends is what was recorded.
func TestEncoded(t *testing.T) {
	spans := ptrace.NewTraces()
	for n := range 3 {
		rs := spans.ResourceSpans().AppendEmpty()
		rs.Resource().Attributes().PutInt("n", int64(n))
		rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty().SetName(strings.Repeat("x", 100*n))
	}
	m := ptrace.ProtoMarshaler{}
	b, err := m.MarshalTraces(spans)
	require.NoError(t, err)
	sent, err := proto.Marshal(&coltracepb.ExportTraceServiceRequest{ResourceSpans: encoded(b)})
	require.NoError(t, err)
	require.Equal(t, b, sent)
	require.Empty(t, encoded(nil))
}
