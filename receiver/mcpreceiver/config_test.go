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

func TestProxyAlone(t *testing.T) {
	cfg, err := parseYAML(t, "{proxy: {routes: [{path: /mcp, upstream: 'http://127.0.0.1:3001/mcp'}], capture: {arguments: true}}}")
	require.NoError(t, err)
	require.False(t, cfg.OTLP.HasValue())
	want := defaultProxyConfig()
	want.Routes = []RouteConfig{{Path: "/mcp", Upstream: "http://127.0.0.1:3001/mcp"}}
	want.Capture.Arguments = true
	require.Equal(t, want, *cfg.Proxy.Get())
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
		"proxy without a route": {`{proxy: }`, `proxy: routes: must have at least one entry, got none`},
		"route without a path":  {`{proxy: {routes: [{upstream: "http://localhost:1"}]}}`, `proxy: routes::0: path: must begin with "/"`},
		"route with a query":    {`{proxy: {routes: [{path: "/a?b", upstream: "http://localhost:1"}]}}`, `proxy: routes::0: path: must begin with "/" and have neither query`},
		"two on one path":       {`{proxy: {routes: [{path: /a, upstream: "http://localhost:1"}, {path: /a/, upstream: "http://localhost:2"}]}}`, `proxy: routes::1::path: must be unique, got "/a/", which is that of routes::0`},
		"upstream no URL":       {`{proxy: {routes: [{path: /, upstream: "localhost:1"}]}}`, `proxy: routes::0: upstream: must be a URL with scheme http or https and a host`},
		"upstream with a user":  {`{proxy: {routes: [{path: /, upstream: "http://u:secret@localhost:1"}]}}`, `proxy: routes::0: upstream: must have no fragment and no user`},
		"upstream itself":       {`{proxy: {endpoint: "localhost:80", routes: [{path: /, upstream: "http://localhost"}]}}`, `proxy: routes::0::upstream: must not be the proxy itself`},
		"proxy's endpoint":      {`{proxy: {endpoint: localhost, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: endpoint: must be host:port`},
		"message size":          {`{proxy: {capture: {max_message_size: 1}, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: capture: max_message_size: must be from 4096 to 67108864, got 1`},
		"content size":          {`{proxy: {capture: {max_content_size: -1}, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: capture: max_content_size: must not be negative, got -1`},
		"turn gap":              {`{proxy: {sessions: {turn_gap: 0s}, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: sessions: turn_gap: must be positive, got 0s`},
		"idle timeout":          {`{proxy: {sessions: {idle_timeout: -1s}, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: sessions: idle_timeout: must be positive, got -1s`},
		"weak key":              {`{proxy: {sessions: {hash_key: abc}, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: sessions: hash_key: must have at least 16 characters, got 3`},
		"queue size":            {`{proxy: {queue: {size: 0}, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: queue: size: must be from 1 to 1048576, got 0`},
		"queue bytes":           {`{proxy: {queue: {bytes: 5}, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: queue: bytes: must be at least 1048576, got 5`},
		"drain timeout":         {`{proxy: {drain_timeout: -1s, routes: [{path: /, upstream: "http://a"}]}}`, `proxy: drain_timeout: must not be negative, got -1s`},
		"bad size":              {`otlp: {protocols: {grpc: {max_recv_msg_size_mib: -1}}}`, `otlp: protocols::grpc: invalid max_recv_msg_size_mib value, must be between 1 and 8796093022207: -1`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseYAML(t, test.yaml)
			require.ErrorContains(t, err, test.want)
		})
	}
}
