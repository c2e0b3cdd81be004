package bench

import (
	"context"
	"fmt"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/redactionprocessor"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpredactprocessor"
)

// Processor is one way to redact telemetry.
type Processor struct {
	Name    string
	Factory processor.Factory
	Config  map[string]any
}

// Redactors returns the processors to compare, ours first: with all its detectors, as it is by default, and the peer with
// six regular expressions for a few of the values that ours finds.
func Redactors() []Processor {
	return []Processor{
		{Name: "mcpredact", Factory: mcpredactprocessor.NewFactory()},
		{
			Name:    "redaction, six patterns",
			Factory: redactionprocessor.NewFactory(),
			Config:  map[string]any{"allow_all_keys": true, "blocked_values": sixPatterns},
		},
	}
}

// sixPatterns are what users of the peer begin with: cards, addresses, numbers of phones and of people, and two kinds of
// credentials.
var sixPatterns = []any{
	`\b(?:\d[ -]?){13,16}\b`,
	`\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\b`,
	`\b\d{3}-\d{2}-\d{4}\b`,
	`\+?\d{1,3}[ -.]?\(?\d{3}\)?[ -.]?\d{3}[ -.]?\d{4}\b`,
	`\bAKIA[A-Z0-9]{16}\b`,
	`\bgh[pousr]_[A-Za-z0-9]{36}\b`,
}

// Create returns the processor of spans, ready to start, with next behind it.
func (p Processor) Create(ctx context.Context, next consumer.Traces) (processor.Traces, error) {
	cfg, err := p.config()
	if err != nil {
		return nil, err
	}
	return p.Factory.CreateTraces(ctx, processortest.NewNopSettings(p.Factory.Type()), cfg, next)
}

// Run creates the processor of spans and starts it.
func (p Processor) Run(ctx context.Context, next consumer.Traces) (processor.Traces, error) {
	running, err := p.Create(ctx, next)
	if err != nil {
		return nil, fmt.Errorf("creating %s: %w", p.Name, err)
	}
	if err := running.Start(ctx, componenttest.NewNopHost()); err != nil {
		return nil, fmt.Errorf("starting %s: %w", p.Name, err)
	}
	return running, nil
}

func (p Processor) config() (component.Config, error) {
	cfg := p.Factory.CreateDefaultConfig()
	if err := confmap.NewFromStringMap(p.Config).Unmarshal(cfg); err != nil {
		return nil, err
	}
	if err := confmap.Validate(cfg); err != nil {
		return nil, fmt.Errorf("%s: %w", p.Name, err)
	}
	return cfg, nil
}

// Dirty returns the workload with a secret and personal data in the arguments and results of every twentieth span, and how
// many bytes of text all attributes have.
func Dirty() (traces ptrace.Traces, bytes int) {
	traces = Normalized()
	Soil(traces)
	for _, rs := range traces.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				for key, value := range span.Attributes().All() {
					bytes += len(key) + len(value.Str())
				}
			}
		}
	}
	return traces, bytes
}

// Soil puts a secret and personal data in the arguments and results of every twentieth span of the workload.
func Soil(traces ptrace.Traces) {
	n := 0
	for _, rs := range traces.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				if n++; n%20 == 0 {
					dirty(span, n)
				}
			}
		}
	}
}

func dirty(span ptrace.Span, n int) {
	secret := fmt.Sprintf("ghp_%036d", 7919*n) // of a form that both sides know
	span.Attributes().PutStr(semconv.GenAIToolCallArguments, fmt.Sprintf(`{"user":"someone%d@example.org","token":"%s","limit":25}`, n, secret))
	span.Attributes().PutStr(semconv.GenAIToolCallResult, fmt.Sprintf(`{"content":[{"type":"text","text":"call 212-555-%04d or pay with 4111 1111 1111 1111"}]}`, n%10000))
}
