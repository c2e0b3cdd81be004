package mcpreceiver

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/receiver"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// NewFactory returns the factory of the mcp receiver.
func NewFactory() receiver.Factory {
	return receiver.NewFactory(
		metadata.Type,
		func() component.Config { return defaultConfig() },
		receiver.WithTraces(createTraces, metadata.TracesStability),
		receiver.WithMetrics(createMetrics, metadata.MetricsStability),
		receiver.WithLogs(createLogs, metadata.LogsStability),
	)
}

func createTraces(ctx context.Context, set receiver.Settings, cfg component.Config, next consumer.Traces) (receiver.Traces, error) {
	return connected.create(set, cfg, func(conn *connection) (component.Component, error) {
		conn.traces = next
		if conn.proxy != nil {
			conn.proxy.traces = next
		}
		if !cfg.(*Config).OTLP.HasValue() {
			return none{}, nil
		}
		joining := &joiningConsumer{next: next, calls: conn.calls}
		normalizing, err := newNormalizingConsumer(set.TelemetrySettings, cfg.(*Config).Normalize.options(), joining)
		if err != nil {
			return nil, err
		}
		return stock.CreateTraces(ctx, stockSettings(set), stockConfig(cfg), normalizing)
	})
}

func createMetrics(ctx context.Context, set receiver.Settings, cfg component.Config, next consumer.Metrics) (receiver.Metrics, error) {
	if !cfg.(*Config).OTLP.HasValue() {
		return none{}, nil // the proxy makes no metrics
	}
	if cfg.(*Config).Normalize.MetricUnits {
		mending, err := newUnitMender(set.TelemetrySettings, next)
		if err != nil {
			return nil, err
		}
		next = mending
	}
	return stock.CreateMetrics(ctx, stockSettings(set), stockConfig(cfg), next)
}

func createLogs(ctx context.Context, set receiver.Settings, cfg component.Config, next consumer.Logs) (receiver.Logs, error) {
	return connected.create(set, cfg, func(conn *connection) (component.Component, error) {
		if conn.proxy != nil {
			conn.proxy.logs = next
		}
		if !cfg.(*Config).OTLP.HasValue() {
			return none{}, nil
		}
		conn.calls.logs = cfg.(*Config).CallsFromLogs
		making, err := newCallMaker(set, conn.calls, next)
		if err != nil {
			return nil, err
		}
		return stock.CreateLogs(ctx, stockSettings(set), stockConfig(cfg), making)
	})
}
