// Package deploy checks deploy/ with the tools and types that these files are for: BuildKit's linter for the
// Dockerfile, compose-go for the Compose file, the API server's own validation for what Kubernetes gets,
// go-systemd and, where there is one, systemd-analyze for the unit. Every Collector configuration in them is
// loaded by the Collector.
//
// It is a module of its own so that none of this enters the module graph of users. It contains tests only;
// `make deploy-check` runs them. OTELCOL_MCP_BIN names the Collector.
package deploy
