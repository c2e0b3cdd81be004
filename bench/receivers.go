package bench

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver"
)

// Receiver is one way to take OTLP over HTTP.
type Receiver struct {
	Name    string
	Factory receiver.Factory
	config  func(endpoint string) map[string]any
}

// Receivers returns the receivers to compare, ours first: the stock one, which does not look at what it receives.
func Receivers() []Receiver {
	stock := func(endpoint string) map[string]any {
		return map[string]any{"protocols": map[string]any{"http": map[string]any{"endpoint": endpoint}}}
	}
	return []Receiver{
		{"mcp", mcpreceiver.NewFactory(), func(at string) map[string]any { return map[string]any{"otlp": stock(at)} }},
		{"otlp", otlpreceiver.NewFactory(), stock},
	}
}

// Listening is a started receiver, and a client that has one request ready.
type Listening struct {
	running receiver.Traces
	client  http.Client
	url     string
	body    []byte
}

// Listen starts the receiver on a free loopback port, with next behind it.
func (r Receiver) Listen(ctx context.Context, traces ptrace.Traces, next consumer.Traces) (*Listening, error) {
	endpoint, err := freeEndpoint()
	if err != nil {
		return nil, err
	}
	cfg := r.Factory.CreateDefaultConfig()
	if err := confmap.NewFromStringMap(r.config(endpoint)).Unmarshal(cfg); err != nil {
		return nil, err
	}
	running, err := r.Factory.CreateTraces(ctx, receivertest.NewNopSettings(r.Factory.Type()), cfg, next)
	if err != nil {
		return nil, err
	}
	body, err := ptraceotlp.NewExportRequestFromTraces(traces).MarshalProto()
	if err != nil {
		return nil, err
	}
	return &Listening{running: running, url: "http://" + endpoint + "/v1/traces", body: body},
		running.Start(ctx, componenttest.NewNopHost())
}

func freeEndpoint() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// Post sends the request and waits for the answer.
func (l *Listening) Post() error {
	resp, err := l.client.Post(l.url, "application/x-protobuf", bytes.NewReader(l.body))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the receiver answered %s", resp.Status)
	}
	return nil
}

// Close stops client and receiver.
func (l *Listening) Close(ctx context.Context) error {
	l.client.CloseIdleConnections()
	return l.running.Shutdown(ctx)
}
