// Package kubernetes checks deploy/kubernetes: the manifests as the API server would, what refers to each other,
// the operator's objects, and that the Collector loads every configuration in them.
//
// It is a module of its own because what validates them needs other versions than what the checks of internal/tools/deploy
// need. It contains tests only; `make deploy-check` runs them. OTELCOL_MCP_BIN names the Collector.
package kubernetes
