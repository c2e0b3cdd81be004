package mcpreceiver

import (
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
)

// stock is the OTLP receiver that listens for us. It shares one server between
// the signals of one configuration.
var stock = otlpreceiver.NewFactory()

// stockSettings returns settings that the stock factory accepts, which is only
// its own type: receiver "mcp/a" appears in the stock receiver's metrics as
// "otlp/mcp/a".
func stockSettings(set receiver.Settings) receiver.Settings {
	set.ID = component.NewIDWithName(stock.Type(), set.ID.String())
	return set
}

func stockConfig(cfg component.Config) *otlpreceiver.Config { return cfg.(*Config).OTLP.Get() }

// none stands for the stock receiver where it is not configured.
type none struct {
	component.StartFunc
	component.ShutdownFunc
}
