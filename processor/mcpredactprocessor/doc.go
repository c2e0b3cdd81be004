//go:generate go tool -modfile=../../internal/tools/go.mod mdatagen metadata.yaml

// Package mcpredactprocessor is a processor that takes secrets and personal data out
// of traces, metrics and logs.
//
// It is an adapter: where texts are is decided by internal/each, what is found in them
// by internal/detect, and what takes its place by internal/redact. Here are the
// configuration, the key and the counts.
package mcpredactprocessor
