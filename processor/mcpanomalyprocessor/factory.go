package mcpanomalyprocessor

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"

	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpanomalyprocessor/internal/metadata"
)

// NewFactory returns the factory of the mcpanomaly processor. Processors that it makes
// share models by name.
func NewFactory() processor.Factory {
	f := &factory{models: newModels()}
	return processor.NewFactory(
		metadata.Type,
		func() component.Config { return defaultConfig() },
		processor.WithTraces(f.traces, metadata.TracesStability),
	)
}

type factory struct{ models *models }

func (f *factory) traces(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces) (processor.Traces, error) {
	p, err := newAnomalies(set, cfg.(*Config), f.models)
	if err != nil {
		return nil, err
	}
	return processorhelper.NewTraces(ctx, set, cfg, next, p.traces,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}),
		processorhelper.WithStart(p.start),
		processorhelper.WithShutdown(p.shutdown),
	)
}
