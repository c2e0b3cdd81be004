package mcpanomalyprocessor

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// anomalies judges the calls that pass through one pipeline.
type anomalies struct {
	config *Config
	logger *zap.Logger
	self   *selfTelemetry
	models *models
	model  *model // nil until start

	normalizer *dialect.Normalizer
	workers    bounded.Pool[*worker]
}

func newAnomalies(set processor.Settings, cfg *Config, models *models) (*anomalies, error) {
	name := cfg.Model
	if name == "" {
		name = set.ID.String()
	}
	self, err := newSelfTelemetry(set.TelemetrySettings, name)
	if err != nil {
		return nil, err
	}
	p := &anomalies{
		config: cfg, logger: set.Logger, self: self, models: models, normalizer: dialect.New(dialect.Options{}),
	}
	p.workers.Create = func() *worker { return newWorker(p) }
	return p, nil
}

// start finds the model, or makes it of what was saved.
func (p *anomalies) start(ctx context.Context, host component.Host) error {
	m, err := p.models.join(p.self.model, p.config)
	if err != nil {
		return err
	}
	p.model = m
	if err := p.open(ctx, host); err != nil {
		p.model = nil
		p.models.leave(m)
		return err
	}
	return p.self.watch(m)
}

func (p *anomalies) traces(ctx context.Context, td ptrace.Traces) (ptrace.Traces, error) {
	w := p.workers.Take()
	w.traces(td, time.Now())
	p.self.record(ctx, &w.tally)
	w.tally = tally{}
	p.workers.GiveBack(w)
	return td, nil
}

// shutdown saves what was learned, if nobody else goes on.
func (p *anomalies) shutdown(ctx context.Context) error {
	defer p.self.builder.Shutdown()
	m := p.model
	p.model = nil
	if m == nil || !p.models.leave(m) {
		return nil
	}
	return p.close(ctx, m)
}

func zapModel(m *model) zap.Field { return zap.String("model", m.name) }

func zapError(err error) zap.Field { return zap.Error(err) }
