module github.com/otelcol-mcp/otelcol-mcp/internal/tools/dashboards

go 1.26.0

require github.com/grafana/grafana-foundation-sdk/go v0.0.12
