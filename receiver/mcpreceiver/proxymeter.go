package mcpreceiver

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
)

// proxyMeter counts what passes on one route.
type proxyMeter struct {
	telemetry *metadata.TelemetryBuilder
	name      string
	route     metric.MeasurementOption
	from      [2]metric.MeasurementOption // by exchange.Peer
}

func newProxyMeter(telemetry *metadata.TelemetryBuilder, name string) *proxyMeter {
	return &proxyMeter{
		telemetry: telemetry, name: name, route: label("route", name),
		from: [2]metric.MeasurementOption{
			attributes([]string{"route", name, "from", exchange.Client.String()}),
			attributes([]string{"route", name, "from", exchange.Server.String()}),
		},
	}
}

// Messages counts messages.
func (m *proxyMeter) Messages(from exchange.Peer, n, bytes int64) {
	m.telemetry.ReceiverMcpProxyMessages.Add(context.Background(), n, m.from[from])
	m.telemetry.ReceiverMcpProxyBytes.Add(context.Background(), bytes, m.from[from])
}

// Unparsed counts what no message could be made of.
func (m *proxyMeter) Unparsed(reason string, n int64) {
	m.telemetry.ReceiverMcpProxyUnparsed.Add(context.Background(), n, attributes([]string{"route", m.name, "reason", reason}))
}

// Unseen counts an exchange that found no room.
func (m *proxyMeter) Unseen() {
	m.telemetry.ReceiverMcpProxyUnseen.Add(context.Background(), 1, m.route)
}

// watch lets the gauges be read.
func watch(telemetry *metadata.TelemetryBuilder, routes []proxy.Route, observers []*proxy.Observer) error {
	each := func(value func(*proxy.Observer) int64) metric.Int64Callback {
		return func(_ context.Context, o metric.Int64Observer) error {
			for i, observer := range observers {
				o.Observe(value(observer), metric.WithAttributes(attribute.String("route", routes[i].Name)))
			}
			return nil
		}
	}
	if err := telemetry.RegisterReceiverMcpProxyQueueCallback(each((*proxy.Observer).Waiting)); err != nil {
		return err
	}
	if err := telemetry.RegisterReceiverMcpProxyRequestsCallback(each(func(o *proxy.Observer) int64 { n, _ := o.Live(); return n })); err != nil {
		return err
	}
	return telemetry.RegisterReceiverMcpProxySessionsCallback(each(func(o *proxy.Observer) int64 { _, n := o.Live(); return n }))
}
