package mcpreceiver

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/confmaptest"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
)

// parse reads and validates a configuration as the Collector does.
func parse(conf *confmap.Conf) (*Config, error) {
	cfg := NewFactory().CreateDefaultConfig().(*Config)
	if err := conf.Unmarshal(cfg); err != nil {
		return nil, err
	}
	return cfg, confmap.Validate(cfg)
}

func parseYAML(t *testing.T, yaml string) (*Config, error) {
	t.Helper()
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(yaml))
	require.NoError(t, err)
	conf, err := retrieved.AsConf()
	require.NoError(t, err)
	return parse(conf)
}

// TestOTLPHasTheSurfaceOfTheStockReceiver parses each example with both.
func TestOTLPHasTheSurfaceOfTheStockReceiver(t *testing.T) {
	conf, err := confmaptest.LoadConf(filepath.Join("testdata", "config.yaml"))
	require.NoError(t, err)
	for _, name := range []string{"mcp/grpc", "mcp/all"} {
		t.Run(name, func(t *testing.T) {
			sub, err := conf.Sub(name)
			require.NoError(t, err)
			cfg, err := parse(sub)
			require.NoError(t, err)

			theirs, err := sub.Sub("otlp")
			require.NoError(t, err)
			stockCfg := otlpreceiver.NewFactory().CreateDefaultConfig()
			require.NoError(t, theirs.Unmarshal(stockCfg))
			require.Equal(t, stockCfg, component.Config(cfg.OTLP.Get()))
		})
	}
}

func TestProtocolsNamedAloneHaveTheStockDefaults(t *testing.T) {
	cfg, err := parseYAML(t, "otlp: {protocols: {grpc: , http: }}")
	require.NoError(t, err)
	protocols := cfg.OTLP.Get().Protocols
	require.Equal(t, "localhost:4317", protocols.GRPC.Get().NetAddr.Endpoint)
	require.Equal(t, "localhost:4318", protocols.HTTP.Get().ServerConfig.NetAddr.Endpoint)
}

func TestNormalizeOptions(t *testing.T) {
	cfg, err := parseYAML(t, "{otlp: {protocols: {http: }}, normalize: {disabled_dialects: [generic], aliases: {my.tool: gen_ai.tool.name}, keep_originals: true, metric_units: true}}")
	require.NoError(t, err)
	require.Equal(t, NormalizeConfig{
		DisabledDialects: []string{"generic"},
		Aliases:          map[string]string{"my.tool": "gen_ai.tool.name"},
		KeepOriginals:    true,
		MetricUnits:      true,
	}, cfg.Normalize)
}

func TestInvalidConfigNamesPathRuleAndValue(t *testing.T) {
	for name, test := range map[string]struct{ yaml, want string }{
		"no input":              {`{}`, `otlp, proxy: at least one must be set`},
		"unknown dialect":       {`{otlp: , normalize: {disabled_dialects: [openlitt]}}`, `normalize: disabled_dialects::0: must be one of openlit, `},
		"unknown target":        {`{otlp: , normalize: {aliases: {my.tool: gen_ai.tool}}}`, `normalize: aliases::my.tool: must mean one of `},
		"unknown normalize key": {`{otlp: , normalize: {keep: true}}`, `keep`},
		"no protocol":           {`otlp: {protocols: {}}`, `otlp`},
		"unknown key":           {`otlp: {protocol: {grpc: }}`, `protocol`},
		"unknown top-level key": {`otlpp: {}`, `otlpp`},
		"unknown protocol key":  {`otlp: {protocols: {grpc: {endpont: a}}}`, `endpont`},
		"bad endpoint":          {`otlp: {protocols: {grpc: {endpoint: "127.0.0.1:99999"}}}`, `otlp::protocols::grpc::endpoint: must be host:port with a port from 0 to 65535, got "127.0.0.1:99999"`},
		"endpoint without port": {`otlp: {protocols: {http: {endpoint: localhost}}}`, `otlp::protocols::http::endpoint: must be host:port with a port from 0 to 65535, got "localhost"`},
		"bad size":              {`otlp: {protocols: {grpc: {max_recv_msg_size_mib: -1}}}`, `otlp: protocols::grpc: invalid max_recv_msg_size_mib value, must be between 1 and 8796093022207: -1`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseYAML(t, test.yaml)
			require.ErrorContains(t, err, test.want)
		})
	}
}
