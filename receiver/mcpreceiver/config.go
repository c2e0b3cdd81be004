package mcpreceiver

import (
	"errors"
	"fmt"
	"net"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/confignet"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// Config configures the receiver.
type Config struct {
	// OTLP takes OTLP over gRPC and HTTP. It has the keys, defaults and rules
	// of the stock OTLP receiver.
	OTLP configoptional.Optional[otlpreceiver.Config] `mapstructure:"otlp"`
	// Proxy stands in front of MCP servers and makes spans of their traffic.
	Proxy configoptional.Optional[ProxyConfig] `mapstructure:"proxy"`
	// Normalize changes how spans are translated.
	Normalize NormalizeConfig `mapstructure:"normalize"`
	// CallsFromLogs makes spans of the calls that coding CLIs tell as log records,
	// if the receiver is in a traces and a logs pipeline. Default true.
	CallsFromLogs bool `mapstructure:"calls_from_logs"`
}

// NormalizeConfig changes how spans and metrics are translated.
type NormalizeConfig struct {
	// DisabledDialects are names of dialects that are not read. Default none.
	DisabledDialects []string `mapstructure:"disabled_dialects"`
	// Aliases are attribute keys of the user's own and the convention keys that
	// they mean. Default none.
	Aliases map[string]string `mapstructure:"aliases"`
	// KeepOriginals leaves originals beside what they were translated to.
	// Default false.
	KeepOriginals bool `mapstructure:"keep_originals"`
	// MetricUnits mends the units of metrics that MCP and agent software sends:
	// milliseconds become seconds, with the values. Default false.
	MetricUnits bool `mapstructure:"metric_units"`
}

// Validate checks names and keys against the dialects' tables.
func (c *NormalizeConfig) Validate() error { return c.options().Validate() }

func (c *NormalizeConfig) options() dialect.Options {
	return dialect.Options{Disabled: c.DisabledDialects, Aliases: c.Aliases, KeepOriginals: c.KeepOriginals}
}

var _ component.Config = (*Config)(nil)

// Validate checks that the receiver listens to something, and where. The
// framework validates the rest of the stock receiver's part and names its path.
func (c *Config) Validate() error {
	if !c.OTLP.HasValue() && !c.Proxy.HasValue() {
		return errors.New("otlp, proxy: at least one must be set, the receiver has no other input")
	}
	if !c.OTLP.HasValue() {
		return nil
	}
	var errs []error
	protocols := &c.OTLP.Get().Protocols
	if protocols.GRPC.HasValue() {
		errs = append(errs, validateEndpoint("grpc", protocols.GRPC.Get().NetAddr))
	}
	if protocols.HTTP.HasValue() {
		errs = append(errs, validateEndpoint("http", protocols.HTTP.Get().ServerConfig.NetAddr))
	}
	return errors.Join(errs...)
}

// validateEndpoint finds before the start what would stop it: the stock
// receiver notices a malformed address only when it listens.
func validateEndpoint(protocol string, addr confignet.AddrConfig) error {
	if !strings.HasPrefix(string(addr.Transport), "tcp") {
		return nil
	}
	return validateAddress("otlp::protocols::"+protocol+"::endpoint", addr.Endpoint)
}

func validateAddress(key, endpoint string) error {
	_, port, err := net.SplitHostPort(endpoint)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return fmt.Errorf("%s: must be host:port with a port from 0 to 65535, got %q", key, endpoint)
	}
	return nil
}

func defaultConfig() *Config {
	stock := otlpreceiver.NewFactory().CreateDefaultConfig().(*otlpreceiver.Config)
	return &Config{
		OTLP: configoptional.Default(*stock), Proxy: configoptional.Default(defaultProxyConfig()), CallsFromLogs: true,
	}
}
