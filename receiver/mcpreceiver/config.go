package mcpreceiver

import (
	"errors"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
)

// Config configures the receiver.
type Config struct {
	// OTLP takes OTLP over gRPC and HTTP. It has the keys, defaults and rules
	// of the stock OTLP receiver.
	OTLP configoptional.Optional[otlpreceiver.Config] `mapstructure:"otlp"`
}

var _ component.Config = (*Config)(nil)

// Validate checks that the receiver listens to something. The framework
// validates the stock receiver's part and names its path.
func (c *Config) Validate() error {
	if !c.OTLP.HasValue() {
		return errors.New("otlp: must be set, the receiver has no other input")
	}
	return nil
}

func defaultConfig() *Config {
	stock := otlpreceiver.NewFactory().CreateDefaultConfig().(*otlpreceiver.Config)
	return &Config{OTLP: configoptional.Default(*stock)}
}
