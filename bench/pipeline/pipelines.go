package main

import (
	"encoding/json"
	"maps"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/bench"
)

// flushInterval is how often every side makes metrics of what it counted.
const flushInterval = 5 * time.Second

// pipeline is a way from OTLP to Prometheus.
type pipeline struct {
	name       string
	receiver   string
	processors []bench.Processor
	connector  bench.Connector
	calls      string // counter of spans, as Prometheus names it
}

// pipelines returns ours first. Processors and connectors are configured as where they are compared alone.
func pipelines() []pipeline {
	connectors, redactors, detectors := bench.SpanMetrics(), bench.Redactors(), bench.Detectors()
	ours, peer := connectors[0], connectors[3]
	return []pipeline{
		{"mcp, mcpredact, mcpspanmetrics", "mcp", redactors[:1], ours, "mcp_tool_calls_total"},
		{"mcp, mcpanomaly, mcpredact, mcpspanmetrics", "mcp", []bench.Processor{detectors[0], redactors[0]}, ours, "mcp_tool_calls_total"},
		{"otlp, redaction, spanmetrics", "otlp", redactors[1:2], peer, "traces_span_metrics_calls_total"},
	}
}

// config is what a user would write, as JSON: it listens at otlp and shows metrics at prometheus.
func (p *pipeline) config(otlp, prometheus string) (string, error) {
	protocols := map[string]any{"protocols": map[string]any{"grpc": map[string]any{"endpoint": otlp, "max_recv_msg_size_mib": 64}}}
	receiver := protocols
	if p.receiver == "mcp" {
		receiver = map[string]any{"otlp": protocols}
	}
	processors, names := map[string]any{}, []string{}
	for _, processor := range p.processors {
		name := processor.Factory.Type().String()
		processors[name] = processor.Config
		names = append(names, name)
	}
	metrics := p.connector.Factory.Type().String()
	connector := maps.Clone(p.connector.Config)
	connector["metrics_flush_interval"] = flushInterval.String()
	text, err := json.Marshal(map[string]any{
		"receivers":  map[string]any{p.receiver: receiver},
		"processors": processors,
		"connectors": map[string]any{metrics: connector},
		"exporters":  map[string]any{"prometheus": map[string]any{"endpoint": prometheus}},
		"service": map[string]any{
			"telemetry": map[string]any{"logs": map[string]any{"level": "error"}, "metrics": map[string]any{"level": "none"}},
			"pipelines": map[string]any{
				"traces":  map[string]any{"receivers": []string{p.receiver}, "processors": names, "exporters": []string{metrics}},
				"metrics": map[string]any{"receivers": []string{metrics}, "exporters": []string{"prometheus"}},
			},
		},
	})
	return string(text), err
}
