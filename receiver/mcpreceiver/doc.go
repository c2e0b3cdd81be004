//go:generate go tool -modfile=../../internal/tools/go.mod mdatagen metadata.yaml

// Package mcpreceiver is a receiver that takes OTLP and makes every MCP and
// GenAI span one of the semantic conventions on the way in.
//
// It is an adapter: the stock OTLP receiver listens, internal/dialect translates
// spans, and internal/agentlog reads the calls that log records tell. Here are the
// configuration, the composition, the joining of the two, and the counters.
package mcpreceiver
