package mcpanomalyprocessor

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpanomalyprocessor/internal/metadatatest"
)

// parseConfig reads and validates a configuration as the Collector does.
func parseConfig(yaml string) (component.Config, error) {
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(yaml))
	if err != nil {
		return nil, err
	}
	conf, err := retrieved.AsConf()
	if err != nil {
		return nil, err
	}
	cfg := NewFactory().CreateDefaultConfig()
	if err := conf.Unmarshal(cfg); err != nil {
		return nil, err
	}
	return cfg, confmap.Validate(cfg)
}

// pipeline is a processor, and what came out of it.
type pipeline struct {
	processor.Traces
	spans     consumertest.TracesSink
	telemetry *componenttest.Telemetry
}

// create makes a processor of a configuration in YAML, and stops it at the end of the test.
func create(t testing.TB, f processor.Factory, yaml string) *pipeline {
	t.Helper()
	cfg, err := parseConfig(yaml)
	require.NoError(t, err)
	p := &pipeline{telemetry: componenttest.NewTelemetry()}
	p.Traces, err = f.CreateTraces(t.Context(), metadatatest.NewSettings(p.telemetry), cfg, &p.spans)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Shutdown(context.Background())) })
	return p
}

func start(t testing.TB, yaml string) *pipeline {
	t.Helper()
	p := create(t, NewFactory(), yaml)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	return p
}

// consume hands spans over, as a scenario writes them.
func (p *pipeline) consume(t testing.TB, spans string) {
	t.Helper()
	require.NoError(t, p.ConsumeTraces(t.Context(), mcptest.Spans(t, spans)))
}
