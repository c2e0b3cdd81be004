package mcpspanmetrics

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/confmaptest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

func TestDefaultConfigIsValidAndEnablesEveryMetricOfV141(t *testing.T) {
	cfg := defaultConfig()
	require.NoError(t, confmap.Validate(cfg))
	require.Len(t, cfg.Metrics, len(callmetrics.Metrics()))
	for _, m := range callmetrics.Metrics() {
		require.Equal(t, m.Family != semconv.Latest, cfg.Metrics[m.Name].Enabled, m.Name)
	}
}

func TestFamiliesEnableTheirMetrics(t *testing.T) {
	for name, test := range map[string]struct {
		yaml          string
		usage, counts bool // a metric of v1.41 and one of the latest conventions
	}{
		"default":                   {``, true, false},
		"one by its name":           {`metrics: {gen_ai.client.inference.usage.input_tokens: }`, true, true},
		"latest":                    {`families: [latest]`, false, true},
		"both":                      {`families: [latest, v1.41]`, true, true},
		"a metric of the other one": {"families: [latest]\nmetrics: {gen_ai.client.token.usage: {enabled: true}}", true, true},
		"a metric of it disabled":   {"families: [latest]\nmetrics: {gen_ai.client.inference.usage.input_tokens: {enabled: false}}", false, false},
		"a metric of it with more":  {"families: [latest]\nmetrics: {gen_ai.client.token.usage: {buckets: [1]}}", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			parsed, err := parseConfig(test.yaml)
			require.NoError(t, err)
			cfg := parsed.(*Config)
			require.Equal(t, test.usage, cfg.Metrics[semconv.GenAIClientTokenUsage.Name].Enabled)
			require.Equal(t, test.counts, cfg.Metrics[semconv.GenAIClientInferenceInput.Name].Enabled)
			require.True(t, cfg.Metrics[semconv.MCPToolCalls.Name].Enabled, "of no family")
		})
	}
}

func TestConfigFile(t *testing.T) {
	conf, err := confmaptest.LoadConf(filepath.Join("testdata", "config.yaml"))
	require.NoError(t, err)
	cfg := defaultConfig()
	sub, err := conf.Sub("mcpspanmetrics/all")
	require.NoError(t, err)
	require.NoError(t, sub.Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))

	want := defaultConfig()
	want.FlushInterval = 30 * time.Second
	want.Expiration = 10 * time.Minute
	want.AggregationTemporality = temporalityDelta
	want.MaxSeries = 500
	want.ResourceKeys = []string{"service.name", "k8s.pod.name"}
	want.Dimensions = []Dimension{{Name: "tenant"}, {Name: "deployment.environment.name", Default: "unknown"}}
	want.Normalize = NormalizeConfig{DisabledDialects: []string{"generic"}, Aliases: map[string]string{"acme.tool": "gen_ai.tool.name"}}
	want.Families = []string{"v1.41", "latest"}
	want.Sessions = SessionsConfig{Idle: 10 * time.Minute, TurnGap: 5 * time.Second, Max: 500}
	want.ResourceTemplates = []string{"file:///{+path}"}
	cached := 0.5
	want.Cost = CostConfig{Models: map[string]ModelPrice{"gpt-4.1*": {Input: 2, Output: 8, CacheRead: &cached}}, Tools: map[string]float64{"search": 0.01}}
	want.enable()
	want.Metrics[semconv.MCPClientOperationDuration.Name] = MetricConfig{Enabled: true, Buckets: []float64{0.1, 1}}
	want.Metrics[semconv.GenAIClientTokenUsage.Name] = MetricConfig{}
	want.Metrics[semconv.GenAIClientOperationDuration.Name] = MetricConfig{
		Enabled: true, Histogram: histogramExponential, MaxSize: 80, Dimensions: []Dimension{{Name: "region", Default: "none"}},
	}
	want.Metrics[semconv.MCPServerOperationDuration.Name] = MetricConfig{Enabled: true, Histogram: histogramExplicit}
	require.Equal(t, want, cfg)
}

func TestInvalidConfigNamesPathRuleAndValue(t *testing.T) {
	for name, test := range map[string]struct{ yaml, want string }{
		"unknown key":             {`max_serie: 5`, `max_serie`},
		"unknown key of metric":   {`metrics: {mcp.tool.calls: {bucket: [1]}}`, `bucket`},
		"flush interval":          {`metrics_flush_interval: 1ms`, `metrics_flush_interval: must be at least 100ms, got 1ms`},
		"flush interval's type":   {`metrics_flush_interval: often`, `metrics_flush_interval`},
		"expiration":              {`metrics_expiration: 5s`, `metrics_expiration: must be 0 or at least metrics_flush_interval (15s), got 5s`},
		"temporality":             {`aggregation_temporality: both`, `aggregation_temporality: must be "cumulative" or "delta", got "both"`},
		"bound too small":         {`max_series: 3`, `max_series: must be from 152 (for 38 metrics) to 2147483647, got 3`},
		"dialect of nobody":       {`normalize: {disabled_dialects: [klingon]}`, `normalize: disabled_dialects::0: must be one of `},
		"alias of nothing":        {`normalize: {aliases: {a: b}}`, `normalize: aliases::a: must mean one of `},
		"nameless dimension":      {`dimensions: [{name: ""}]`, `dimensions::0: name: must not be empty, got ""`},
		"duplicate dimension":     {`dimensions: [{name: a}, {name: a}]`, `dimensions::1::name: duplicate dimension "a", it is already dimensions::0`},
		"dimension of a metric":   {`dimensions: [{name: gen_ai.tool.name}]`, `dimensions::0::name: duplicate dimension "gen_ai.tool.name", it is already an attribute of `},
		"equal in Prometheus":     {`dimensions: [{name: gen_ai_tool_name}]`, `dimensions::0::name: duplicate dimension "gen_ai_tool_name", it is already an attribute of `},
		"label of Prometheus":     {`dimensions: [{name: job}]`, `dimensions::0::name: duplicate dimension "job", it is already a label of Prometheus`},
		"duplicate resource key":  {`resource_metrics_key_attributes: [a, a]`, `resource_metrics_key_attributes::1: must be a name that is not in the list yet, got "a"`},
		"unknown metric":          {`metrics: {mcp.tool.call: {enabled: false}}`, `metrics::mcp.tool.call: unknown metric, must be one of gen_ai.client.inference.duration, `},
		"buckets of a counter":    {`metrics: {mcp.tool.calls: {buckets: [1]}}`, `metrics::mcp.tool.calls::buckets: must not be set, the metric is no histogram, got [1]`},
		"buckets do not increase": {`metrics: {mcp.client.operation.duration: {buckets: [1, 5, 5]}}`, `metrics::mcp.client.operation.duration: buckets: bounds must increase strictly, got 5 after 5`},
		"buckets infinite":        {`metrics: {mcp.client.operation.duration: {buckets: [1, .inf]}}`, `buckets: bounds must be finite, got +Inf at position 1`},
		"family of nobody":        {`families: [v2]`, `families::0: must be "v1.41" or "latest", each at most once, got "v2"`},
		"no family":               {`families: []`, `families: must be "v1.41", "latest" or both, got none`},
		"nameless tool":           {`cost: {tools: {"": 1}}`, `cost: tools: names must not be empty`},
		"nameless model":          {`cost: {models: {"": {}}}`, `a name must not be empty`},
		"family twice":            {`families: [latest, latest]`, `families::1: must be `},
		"no template":             {`resource_templates: ["a{"]`, `resource_templates::0: must be one of at most 256 URI templates (RFC 6570), got "a{"`},
		"sessions that never end": {`sessions: {idle: 0s}`, `sessions: idle: must be at least 1s, got 0s`},
		"no turn":                 {`sessions: {turn_gap: 1ms}`, `sessions: turn_gap: must be at least 1s, got 1ms`},
		"too few sessions":        {`sessions: {max: 1}`, `sessions: max: must be from 16 to 1000000, got 1`},
		"price of a model":        {`cost: {models: {a: {output: -1}}}`, `cost::models::a: output: must be a price in USD that is not negative, got -1`},
		"price of nothing":        {`cost: {models: {a: {outputs: 1}}}`, `outputs`},
		"pattern":                 {`cost: {models: {"a*b": {}}}`, `cost: models::a*b: a name must not be empty and may have "*" at its end only`},
		"price of a tool":         {`cost: {tools: {a: .nan}}`, `cost: tools::a: must be a price in USD that is not negative, got NaN`},
		"histogram of a counter":  {`metrics: {mcp.tool.calls: {histogram: exponential}}`, `metrics::mcp.tool.calls::histogram: must not be set, the metric is no histogram, got "exponential"`},
		"unknown histogram":       {`metrics: {mcp.turn.duration: {histogram: native}}`, `metrics::mcp.turn.duration: histogram: must be "explicit" or "exponential", got "native"`},
		"size of no exponential":  {`metrics: {mcp.turn.duration: {max_size: 20}}`, `metrics::mcp.turn.duration: max_size: must not be set unless histogram is "exponential", got 20`},
		"size too small":          {`metrics: {mcp.turn.duration: {histogram: exponential, max_size: 1}}`, `max_size: must be from 2 to 160, got 1`},
		"size too large":          {`metrics: {mcp.turn.duration: {histogram: exponential, max_size: 161}}`, `max_size: must be from 2 to 160, got 161`},
		"buckets of exponential":  {`metrics: {mcp.turn.duration: {histogram: exponential, buckets: [1]}}`, `metrics::mcp.turn.duration: buckets: must not be set if histogram is "exponential", got [1]`},
		"nameless of a metric":    {`metrics: {mcp.tool.calls: {dimensions: [{name: ""}]}}`, `metrics::mcp.tool.calls::dimensions::0: name: must not be empty, got ""`},
		"twice on a metric":       {`metrics: {mcp.tool.calls: {dimensions: [{name: a}, {name: a}]}}`, `metrics::mcp.tool.calls::dimensions::1::name: duplicate dimension "a", it is already metrics::mcp.tool.calls::dimensions::0`},
		"also on every metric":    {"dimensions: [{name: a.b}]\nmetrics: {mcp.tool.calls: {dimensions: [{name: a_b}]}}", `metrics::mcp.tool.calls::dimensions::0::name: duplicate dimension "a_b", it is already dimensions::0`},
		"own label of a metric":   {`metrics: {mcp.tool.calls: {dimensions: [{name: mcp.call.role}]}}`, `metrics::mcp.tool.calls::dimensions::0::name: duplicate dimension "mcp.call.role", it is already an attribute of mcp.tool.calls`},
		"label of Prometheus too": {`metrics: {mcp.tool.calls: {dimensions: [{name: le}]}}`, `metrics::mcp.tool.calls::dimensions::0::name: duplicate dimension "le", it is already a label of Prometheus`},
		"no buckets":              {`metrics: {mcp.client.operation.duration: {buckets: []}}`, `buckets: must have 1 to 128 bounds, got 0`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseConfig(test.yaml)
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestNothingEnabledIsRefused(t *testing.T) {
	cfg := defaultConfig()
	for name := range cfg.Metrics {
		cfg.Metrics[name] = MetricConfig{}
	}
	require.ErrorContains(t, confmap.Validate(cfg), "metrics: at least one must be enabled, got none")
}

func TestDimensionsAreBoundedTogether(t *testing.T) {
	cfg := defaultConfig()
	for i := range 10 {
		cfg.Dimensions = append(cfg.Dimensions, Dimension{Name: fmt.Sprint("global.", i)})
	}
	calls := cfg.Metrics[semconv.MCPToolCalls.Name]
	turns := cfg.Metrics[semconv.MCPTurnDuration.Name]
	for i := range 6 {
		calls.Dimensions = append(calls.Dimensions, Dimension{Name: fmt.Sprint("own.", i)})
		turns.Dimensions = append(turns.Dimensions, Dimension{Name: fmt.Sprint("own.", i)})
	}
	cfg.Metrics[semconv.MCPToolCalls.Name], cfg.Metrics[semconv.MCPTurnDuration.Name] = calls, turns
	require.NoError(t, confmap.Validate(cfg), "two metrics may have the same")
	require.Len(t, cfg.allDimensions(), 16)
	turns.Dimensions[0].Default = "other"
	require.ErrorContains(t, confmap.Validate(cfg), "dimensions: must be at most 16, those of single metrics included, got 17")
	turns.Enabled = false
	cfg.Metrics[semconv.MCPTurnDuration.Name] = turns
	require.NoError(t, confmap.Validate(cfg), "what is switched off is not read")
}

// What one metric has as an attribute of its own another may have as a dimension.
func TestAnAttributeOfOneMetricMayBeADimensionOfAnother(t *testing.T) {
	_, err := parseConfig(`metrics: {mcp.turn.duration: {dimensions: [{name: gen_ai.tool.name}]}}`)
	require.NoError(t, err)
}
