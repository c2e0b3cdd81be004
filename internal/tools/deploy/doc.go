// Package deploy checks deploy/ with the tools that these files are for: BuildKit's linter for the Dockerfile,
// compose-go for the Compose file, go-systemd and, where there is one, systemd-analyze for the unit. The Collector
// loads the image's configuration. What Kubernetes gets is checked in internal/tools/kubernetes.
//
// It is a module of its own so that none of this enters the module graph of users. It contains tests only;
// `make deploy-check` runs them. OTELCOL_MCP_BIN names the Collector.
package deploy
