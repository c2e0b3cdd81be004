package mcpredactprocessor

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
)

// redaction redacts what passes through one pipeline.
type redaction struct {
	config  *Config
	logger  *zap.Logger
	self    *selfTelemetry
	workers bounded.Pool[*worker]
}

// newRedaction reads no file: a configuration is validated where its key may not be.
func newRedaction(set processor.Settings, cfg *Config, signal string) (*redaction, error) {
	self, err := newSelfTelemetry(set.TelemetrySettings, signal)
	if err != nil {
		return nil, err
	}
	return &redaction{config: cfg, logger: set.Logger, self: self}, nil
}

func (p *redaction) options() []processorhelper.Option {
	return []processorhelper.Option{
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}),
		processorhelper.WithStart(p.start),
		processorhelper.WithShutdown(p.shutdown),
	}
}

// start reads the key and makes the engine.
func (p *redaction) start(context.Context, component.Host) error {
	options, err := p.config.options()
	if err != nil {
		return err
	}
	engine, err := redact.New(options)
	if err != nil {
		return err
	}
	p.workers.Create = func() *worker {
		return newWorker(p.config, func() redactor { return engine.NewRedactor() })
	}
	return nil
}

func (p *redaction) traces(ctx context.Context, td ptrace.Traces) (ptrace.Traces, error) {
	w := p.workers.Take()
	w.walker.Traces(td)
	p.finish(ctx, w)
	return td, nil
}

func (p *redaction) metrics(ctx context.Context, md pmetric.Metrics) (pmetric.Metrics, error) {
	w := p.workers.Take()
	w.walker.Metrics(md)
	p.finish(ctx, w)
	return md, nil
}

func (p *redaction) logs(ctx context.Context, ld plog.Logs) (plog.Logs, error) {
	w := p.workers.Take()
	w.walker.Logs(ld)
	p.finish(ctx, w)
	return ld, nil
}

// finish tells what was done to a batch.
func (p *redaction) finish(ctx context.Context, w *worker) {
	p.self.record(ctx, &w.tally)
	if w.tally.failures[panicked] > 0 {
		p.logger.Error("Redacting: a value was replaced because of a fault in this processor")
	}
	w.tally.reset()
	clear(w.item)
	p.workers.GiveBack(w)
}

func (p *redaction) shutdown(context.Context) error {
	p.self.builder.Shutdown()
	return nil
}
