package export

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploggrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/log"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// newTraceClient returns a client for spans. Over HTTP it asks again by itself when the
// endpoint says that it is busy; everything else is the sender's to repeat.
func newTraceClient(protocol string) otlptrace.Client {
	endpoint := defaultEndpoint(traces, protocol)
	if protocol == protocolGRPC {
		o := []otlptracegrpc.Option{
			otlptracegrpc.WithRetry(otlptracegrpc.RetryConfig{}), otlptracegrpc.WithDialOption(reconnecting()),
		}
		if endpoint != "" {
			o = append(o, otlptracegrpc.WithEndpointURL(endpoint))
		}
		return otlptracegrpc.NewClient(o...)
	}
	o := []otlptracehttp.Option{otlptracehttp.WithRetry(otlptracehttp.RetryConfig(busy))}
	if endpoint != "" {
		o = append(o, otlptracehttp.WithEndpointURL(endpoint))
	}
	return otlptracehttp.NewClient(o...)
}

// newLogExporter is the same for log records.
func newLogExporter(ctx context.Context, protocol string) (log.Exporter, error) {
	endpoint := defaultEndpoint(logs, protocol)
	if protocol == protocolGRPC {
		o := []otlploggrpc.Option{
			otlploggrpc.WithRetry(otlploggrpc.RetryConfig{}), otlploggrpc.WithDialOption(reconnecting()),
		}
		if endpoint != "" {
			o = append(o, otlploggrpc.WithEndpointURL(endpoint))
		}
		return otlploggrpc.New(ctx, o...)
	}
	o := []otlploghttp.Option{otlploghttp.WithRetry(busy)}
	if endpoint = cmp.Or(endpoint, mendedLogsEndpoint()); endpoint != "" {
		o = append(o, otlploghttp.WithEndpointURL(endpoint))
	}
	return otlploghttp.New(ctx, o...)
}

// busy is how an endpoint is asked again that is busy. It does not end: in the
// meantime others wait, and the oldest of those make room.
var busy = otlploghttp.RetryConfig{Enabled: true, InitialInterval: firstPause, MaxInterval: maxPause}

// reconnecting lets a connection be tried again as often as the sender tries.
func reconnecting() grpc.DialOption {
	return grpc.WithConnectParams(grpc.ConnectParams{
		Backoff:           backoff.Config{BaseDelay: firstPause, Multiplier: 2, Jitter: 0.2, MaxDelay: maxPause},
		MinConnectTimeout: connecting,
	})
}

const connecting = 10 * time.Second

// retryable are the codes that OTLP has for what may succeed later (OTLP 1.11,
// "Failures").
var retryable = map[codes.Code]bool{
	codes.Canceled: true, codes.DeadlineExceeded: true, codes.Aborted: true,
	codes.OutOfRange: true, codes.Unavailable: true, codes.DataLoss: true,
}

// transient reports whether an error is of the way to the endpoint and not by it.
func transient(err error) bool {
	var unreached *url.Error
	if errors.As(err, &unreached) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	s, ok := status.FromError(err)
	return ok && retryable[s.Code()]
}
