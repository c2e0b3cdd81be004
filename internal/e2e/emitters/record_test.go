package emitters

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/e2e/harness"
)

var record = flag.Bool("record", false, "write what the emitters send to testdata/captures/emitters")

// captures is where recordings are kept, for the tests of internal/dialect.
var captures = filepath.Join(moduleRoot, "testdata", "captures", "emitters")

// TestRecord does every step of the script once under each emitter of Python and
// keeps what a stock receiver gets. The others have recordings already.
func TestRecord(t *testing.T) {
	if !*record {
		t.Skip("records only with -record")
	}
	for _, e := range emitters {
		if e.kind != pypi {
			continue
		}
		t.Run(e.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "raw.jsonl")
			address := harness.FreeAddress(t)
			c := harness.StartCollector(t, fmt.Sprintf(recordingConfig, address, file), address)
			e.drive(t, address, eachStepOnce(t))
			c.Stop(t)
			writeCapture(t, file, filepath.Join(captures, e.name+".traces.jsonl"))
		})
	}
}

const recordingConfig = `
receivers:
  otlp: {protocols: {http: {endpoint: %q}}}
exporters:
  file: {path: %q}
  debug: {verbosity: basic}
service:
  telemetry: {metrics: {level: none}}
  pipelines:
    traces: {receivers: [otlp], exporters: [file]}
    metrics: {receivers: [otlp], exporters: [debug]}
    logs: {receivers: [otlp], exporters: [debug]}
`

// eachStepOnce writes a shorter script and returns its file.
func eachStepOnce(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(stepsFile)
	require.NoError(t, err)
	var steps []map[string]any
	require.NoError(t, json.Unmarshal(text, &steps))
	for _, s := range steps {
		s["times"] = 1
	}
	text, err = json.Marshal(steps)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "steps.json")
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

// writeCapture copies export requests without what tells of the machine.
func writeCapture(t *testing.T, from, to string) {
	t.Helper()
	raw, err := os.ReadFile(from)
	require.NoError(t, err)
	var out bytes.Buffer
	for line := range bytes.Lines(raw) {
		td, err := new(ptrace.JSONUnmarshaler).UnmarshalTraces(line)
		require.NoError(t, err)
		scrub(td)
		text, err := new(ptrace.JSONMarshaler).MarshalTraces(td)
		require.NoError(t, err)
		out.Write(text)
		out.WriteByte('\n')
	}
	require.NotContains(t, out.String(), absolute(t, moduleRoot), "a path of this machine")
	require.NoError(t, os.MkdirAll(filepath.Dir(to), 0o755))
	require.NoError(t, os.WriteFile(to, out.Bytes(), 0o600))
}

func scrub(td ptrace.Traces) {
	for _, rs := range td.ResourceSpans().All() {
		rs.Resource().Attributes().RemoveIf(func(key string, _ pcommon.Value) bool {
			return machine.MatchString(key)
		})
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				scrubAttributes(span.Attributes())
				for _, event := range span.Events().All() {
					scrubAttributes(event.Attributes())
				}
			}
		}
	}
}

// machine are keys of resource attributes that tell of host and process.
var machine = regexp.MustCompile(`^(host|process|os)\.|^service\.instance\.id$`)

// located are attributes with paths; address is where Python keeps an object.
var (
	located = []string{"exception.stacktrace", "code.filepath", "code.file.path", "logfire.metrics"}
	address = regexp.MustCompile(`0x[0-9a-f]{8,}`)
)

func scrubAttributes(attributes pcommon.Map) {
	attributes.RemoveIf(func(key string, _ pcommon.Value) bool { return slices.Contains(located, key) })
	for _, value := range attributes.All() {
		if value.Type() == pcommon.ValueTypeStr {
			value.SetStr(address.ReplaceAllString(value.Str(), "0x7f0000000000"))
		}
	}
}
