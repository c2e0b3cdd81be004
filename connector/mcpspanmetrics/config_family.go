package mcpspanmetrics

import (
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Unmarshal makes the metrics of the chosen families enabled unless their entries say
// otherwise.
func (c *Config) Unmarshal(conf *confmap.Conf) error {
	var chosen struct {
		Families []string `mapstructure:"families"`
	}
	if err := conf.Unmarshal(&chosen, confmap.WithIgnoreUnused()); err != nil {
		return err
	}
	if len(chosen.Families) > 0 {
		c.Families = chosen.Families
		c.enable()
	}
	return conf.Unmarshal(c)
}

// enable enables the metrics of the families, and no others.
func (c *Config) enable() {
	families := c.families()
	for _, m := range callmetrics.Metrics() {
		one := c.Metrics[m.Name]
		one.Enabled = m.Family == 0 || m.Family&families != 0
		c.Metrics[m.Name] = one
	}
}

func (c *Config) families() (all semconv.Family) {
	for _, name := range c.Families {
		f, _ := semconv.ParseFamily(name)
		all |= f
	}
	return all
}
