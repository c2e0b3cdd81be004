//go:generate go tool -modfile=../../internal/tools/go.mod mdatagen metadata.yaml

// Package mcpanomalyprocessor is a processor that writes findings on the spans of MCP
// calls: behaviour unlike what was usual, and evidence of an attack.
//
// It is an adapter: what is wrong with a call is decided by internal/anomaly. Here are
// the configuration, the locks, the clock and the state that survives a restart.
package mcpanomalyprocessor
