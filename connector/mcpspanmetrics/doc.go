//go:generate go tool -modfile=../../internal/tools/go.mod mdatagen metadata.yaml

// Package mcpspanmetrics is a connector that makes the metrics of the MCP and
// GenAI conventions from spans.
//
// It is an adapter: what a span says is decided by internal/mcpspan, which
// metrics a call makes by internal/callmetrics, and how series are kept by
// internal/series. Here are the configuration, the resources, and the clock.
package mcpspanmetrics
