package e2e

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// peers are an agent that reports its calls over OTLP/gRPC and the server that
// reports the same calls over OTLP/HTTP, as the semantic conventions say.
type peers struct {
	agent, server *sdktrace.TracerProvider
	requests      int // the last JSON-RPC request id
}

func newPeers(t *testing.T, at addresses) *peers {
	t.Helper()
	overGRPC, err := otlptracegrpc.New(t.Context(), otlptracegrpc.WithEndpoint(at.grpc), otlptracegrpc.WithInsecure())
	require.NoError(t, err)
	overHTTP, err := otlptracehttp.New(t.Context(), otlptracehttp.WithEndpoint(at.http), otlptracehttp.WithInsecure())
	require.NoError(t, err)
	return &peers{
		agent:  newProvider(t, "weather-agent", overGRPC),
		server: newProvider(t, "weather-server", overHTTP),
	}
}

// newProvider makes spans of the service, which are sent when flushed.
func newProvider(t *testing.T, service string, exporter sdktrace.SpanExporter) *sdktrace.TracerProvider {
	t.Helper()
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithResource(resource.NewSchemaless(attribute.String("service.name", service))),
		sdktrace.WithBatcher(exporter, sdktrace.WithBatchTimeout(time.Hour)),
	)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = provider.Shutdown(ctx) // the collector is gone in most tests
	})
	return provider
}

// send reports the calls from both ends and returns when the collector has
// accepted them, all of one end in one request.
func (p *peers) send(t *testing.T, calls []call) {
	t.Helper()
	for _, c := range calls {
		p.requests++
		p.report(c)
	}
	require.NoError(t, p.agent.ForceFlush(t.Context()))
	require.NoError(t, p.server.ForceFlush(t.Context()))
}

// report makes the two spans of a call, the server's a child of the agent's. The
// server is seen to take half the time.
func (p *peers) report(c call) {
	began := time.Now().Add(-c.took)
	ctx := p.span(context.Background(), p.agent, trace.SpanKindClient, began, c,
		attribute.String("server.address", "weather.example.com"), attribute.Int("server.port", 443))
	c.took /= 2
	p.span(ctx, p.server, trace.SpanKindServer, began, c,
		attribute.String("client.address", "192.0.2.7"), attribute.Int("client.port", 50123))
}

// span returns the context that a request carries to the other end.
func (p *peers) span(ctx context.Context, provider trace.TracerProvider, kind trace.SpanKind, began time.Time, c call, peer ...attribute.KeyValue) context.Context {
	_, span := provider.Tracer("e2e").Start(ctx, "tools/call "+c.tool, trace.WithSpanKind(kind), trace.WithTimestamp(began))
	span.SetAttributes(
		attribute.String("mcp.method.name", "tools/call"),
		attribute.String("gen_ai.operation.name", "execute_tool"),
		attribute.String("gen_ai.tool.name", c.tool),
		attribute.String("mcp.session.id", "191c4850af6c49e08843a3f6c80e5046"),
		attribute.String("mcp.protocol.version", "2025-06-18"),
		attribute.String("jsonrpc.request.id", strconv.Itoa(p.requests)),
		attribute.String("network.transport", "tcp"),
		attribute.String("network.protocol.name", "http"),
	)
	span.SetAttributes(peer...)
	if c.errorType != "" {
		span.SetStatus(codes.Error, "")
		span.SetAttributes(attribute.String("error.type", c.errorType))
	}
	if c.outcome() == "server_error" {
		span.SetAttributes(attribute.String("rpc.response.status_code", c.errorType))
	}
	span.End(trace.WithTimestamp(began.Add(c.took)))
	return trace.ContextWithRemoteSpanContext(context.Background(), span.SpanContext())
}
