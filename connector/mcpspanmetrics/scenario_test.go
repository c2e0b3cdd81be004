package mcpspanmetrics

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"golang.org/x/tools/txtar"

	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics/internal/metadatatest"
	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
)

var update = flag.Bool("update", false, "rewrite the expectations of the scenario files")

// TestScenarios runs the files in testdata: each begins with a sentence that
// says what it shows, then the sections, in any number and order:
//
//	config     the connector's configuration, first
//	in         spans to consume
//	wait 30s   time passes
//	out        the metrics received since the last out
//	shutdown   the connector is shut down
//	telemetry  its own metrics so far
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { runScenario(t, file) })
		})
	}
}

func runScenario(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	require.NotEmpty(t, strings.TrimSpace(string(archive.Comment)), "a scenario says what it shows")
	s := &stage{began: time.Now(), telemetry: componenttest.NewTelemetry(), sink: new(consumertest.MetricsSink)}
	for i := range archive.Files {
		f := &archive.Files[i]
		got, isExpectation := s.act(t, f.Name, string(f.Data))
		if !isExpectation {
			continue
		}
		if *update {
			f.Data = []byte(got)
			continue
		}
		require.Equal(t, string(f.Data), got, "section %d, %s", i+1, f.Name)
	}
	require.NoError(t, s.connector.Shutdown(t.Context()))
	require.NoError(t, s.telemetry.Shutdown(t.Context()))
	if *update {
		require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o600))
	}
}

// stage is the connector of one scenario and what surrounds it.
type stage struct {
	began     time.Time
	telemetry *componenttest.Telemetry
	sink      *consumertest.MetricsSink
	connector connector.Traces
}

// act performs one section; an expectation returns what is the case.
func (s *stage) act(t *testing.T, name, data string) (got string, isExpectation bool) {
	verb, argument, _ := strings.Cut(name, " ")
	switch verb {
	case "config":
		s.connector = s.start(t, data)
	case "in":
		require.NoError(t, s.connector.ConsumeTraces(t.Context(), mcptest.Spans(t, data)))
	case "wait":
		d, err := time.ParseDuration(argument)
		require.NoError(t, err)
		time.Sleep(d) // virtual time
		synctest.Wait()
	case "out":
		got = mcptest.Metrics(s.began, s.sink.AllMetrics()...)
		s.sink.Reset()
		return got, true
	case "shutdown":
		require.NoError(t, s.connector.Shutdown(t.Context()))
	case "telemetry":
		return s.ownMetrics(t), true
	default:
		t.Fatalf("unknown section %q", name)
	}
	return "", false
}

func (s *stage) start(t *testing.T, yaml string) connector.Traces {
	cfg, err := parseConfig(yaml)
	require.NoError(t, err)
	settings := metadatatest.NewSettings(s.telemetry)
	c, err := NewFactory().CreateTracesToMetrics(t.Context(), settings, cfg, s.sink)
	require.NoError(t, err)
	require.NoError(t, c.Start(t.Context(), componenttest.NewNopHost()))
	return c
}

// parseConfig reads and validates a configuration as the Collector does.
func parseConfig(yaml string) (component.Config, error) {
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(yaml))
	if err != nil {
		return nil, err
	}
	conf, err := retrieved.AsConf()
	if err != nil {
		return nil, err
	}
	cfg := NewFactory().CreateDefaultConfig()
	if err := conf.Unmarshal(cfg); err != nil {
		return nil, err
	}
	return cfg, confmap.Validate(cfg)
}

// ownMetrics writes the connector's sums and gauges as lines, sorted.
func (s *stage) ownMetrics(t *testing.T) string {
	var lines []string
	for _, name := range []string{"spans", "spans_skipped", "values_ignored", "series", "series_expired", "series_overflowed", "flush_failures", "labels_folded"} {
		name = "otelcol_connector_mcpspanmetrics_" + name
		m, err := s.telemetry.GetMetric(name)
		if err != nil {
			continue // nothing recorded
		}
		var points []metricdata.DataPoint[int64]
		switch data := m.Data.(type) {
		case metricdata.Sum[int64]:
			points = data.DataPoints
		case metricdata.Gauge[int64]:
			points = data.DataPoints
		default:
			t.Fatalf("unexpected type of %s", name)
		}
		for _, p := range points {
			lines = append(lines, fmt.Sprintf("%s{%s} %d\n", name, p.Attributes.Encoded(attribute.DefaultEncoder()), p.Value))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// TestEveryMetricHasAScenario looks for each metric in what scenarios expect.
func TestEveryMetricHasAScenario(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	require.NoError(t, err)
	var expected strings.Builder
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		for _, f := range archive.Files {
			if f.Name == "out" {
				expected.Write(f.Data)
			}
		}
	}
	for _, m := range callmetrics.Metrics() {
		assert.Contains(t, expected.String(), "} "+m.Name+"{", m.Name)
	}
}
