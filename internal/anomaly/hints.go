package anomaly

import "github.com/otelcol-mcp/otelcol-mcp/internal/catalog"

// declared returns what the tool of the call declares of itself.
func (x *moment) declared() catalog.Hints {
	if x.Server == "" {
		return catalog.Hints{}
	}
	return x.ledger.Hints(catalog.Server{Name: x.Server}, x.Call.Tool)
}
