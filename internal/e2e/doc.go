// Package e2e holds the end-to-end tests of the distribution: the real binary as
// a process of its own, spans from the OpenTelemetry SDK's own exporters, and a
// real Prometheus that scrapes what comes out. It contains nothing but tests.
//
// OTELCOL_MCP_BIN names the collector to test; without it the tests build one.
// PROMETHEUS_BIN names the Prometheus; without it the one on PATH is used, and if
// there is none, what needs it is skipped, except when CI is set: there a missing
// Prometheus is a failure. `go test -short`
// starts no process at all.
package e2e
