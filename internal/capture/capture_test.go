package capture

import (
	"encoding/binary"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	recording "github.com/otelcol-mcp/otelcol-mcp/internal/mcptest/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const captures = "../../testdata/captures/wire"

// recordings have every transport, both eras, and what is malformed.
var recordings = map[string]bool{
	"everything-stdio": true, "everything-sse": true, "memory-stdio": true, "go-2026-stdio": true, "deskv2-2026-http": true,
	"desk-openinference-jsonresp-http": true, "fallback-everything-http": true, "malformed-everything-stdio": true,
}

// TestCaptures replays what real clients and servers sent and compares spans and log
// records with a golden file that a person has checked against the recording.
func TestCaptures(t *testing.T) {
	seen := 0
	for _, file := range recording.Files(t, captures) {
		name := recording.Name(file)
		if !recordings[name] {
			continue
		}
		seen++
		t.Run(name, func(t *testing.T) {
			got := replay(recording.Read(t, file), options(), nil)
			golden := filepath.Join("testdata", "captures", name+".txt")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
	require.Len(t, recordings, seen)
}

// TestCutsChangeNothing replays in single bytes.
func TestCutsChangeNothing(t *testing.T) {
	for _, name := range []string{"memory-stdio", "deskv2-2026-http"} {
		records := recording.Read(t, filepath.Join(captures, name+".jsonl"))
		whole := replay(records, options(), nil)
		require.Equal(t, whole, replay(records, options(), func(text string) []string { return strings.Split(text, "") }))
	}
}

// options record what does not depend on chance.
func options() Options {
	next := uint64(0)
	return Options{
		Exchange: exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideServer},
		Session:  session.Options{Key: []byte("key")},
		Logs:     true,
		Resource: func(r pcommon.Resource) { r.Attributes().PutStr("service.name", "desk") },
		Scope:    "capture", Version: "1",
		Random: func() uint64 { next++; return next },
	}
}

// replay returns what a recorder makes of a recording, in text.
func replay(records []recording.Record, o Options, cut func(string) []string) string {
	if len(records) > 0 && records[0].Transport == "stdio" {
		o.Process = "process"
	}
	r := NewRecorder(o)
	player := recording.Player{
		Tracker: r.tracker, Server: "desk", Cut: cut,
		Done:  func(e *exchange.Exchange, _ recording.Origin) { r.exchange(e) },
		Ended: func(id string, at int64) { r.EndSession("desk", "", id, at) },
	}
	player.Play(records)
	r.Stop()
	return text(r.Take())
}

// text writes a span as a line: when it began, how long it took, and what it is; log
// records follow. Session and turn are written as their number.
func text(traces ptrace.Traces, logs plog.Logs) string {
	var b strings.Builder
	names := spanNames(traces)
	for _, span := range traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
		fmt.Fprintf(&b, "%s %s %s: %s", moment(span.StartTimestamp()), span.EndTimestamp().AsTime().Sub(span.StartTimestamp().AsTime()).Round(time.Microsecond),
			span.Kind(), span.Name())
		if parent := span.ParentSpanID(); !parent.IsEmpty() {
			fmt.Fprintf(&b, " < %s", name(names, parent))
		}
		for _, link := range span.Links().All() {
			fmt.Fprintf(&b, " ~ %s", name(names, link.SpanID()))
		}
		if span.Status().Code() != ptrace.StatusCodeUnset {
			fmt.Fprintf(&b, " %s %q", span.Status().Code(), span.Status().Message())
		}
		attributes(&b, span.Attributes())
		for _, event := range span.Events().All() {
			b.WriteString("    " + event.Name())
			attributes(&b, event.Attributes())
		}
	}
	for _, record := range logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().All() {
		fmt.Fprintf(&b, "%s log %s(%d) in %s: %s", moment(record.Timestamp()), record.SeverityText(), record.SeverityNumber(),
			name(names, record.SpanID()), record.Body().AsString())
		attributes(&b, record.Attributes())
	}
	return b.String()
}

func moment(t pcommon.Timestamp) string {
	return fmt.Sprintf("%9.3f", float64(t.AsTime().Sub(recording.Epoch))/float64(time.Millisecond))
}

// attributes writes all but those that the name of the span has.
func attributes(b *strings.Builder, attrs pcommon.Map) {
	raw := attrs.AsRaw()
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		value := fmt.Sprint(raw[key])
		if strings.ContainsAny(value, " \n\"") {
			value = fmt.Sprintf("%q", value)
		}
		switch key {
		case "mcp.turn.id", "mcp.session.key", "mcp.tool.result.digest":
			value = "…"
		}
		fmt.Fprintf(b, " %s=%s", key, value)
	}
	b.WriteString("\n")
}

// spanNames numbers sessions and turns.
func spanNames(traces ptrace.Traces) map[pcommon.SpanID]string {
	names := map[pcommon.SpanID]string{}
	count := map[string]int{}
	for _, span := range traces.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
		if _, structure := span.Attributes().Get("mcp.span.type"); structure {
			count[span.Name()]++
			names[span.SpanID()] = fmt.Sprintf("%s-%d", span.Name(), count[span.Name()])
		}
	}
	return names
}

func name(names map[pcommon.SpanID]string, id pcommon.SpanID) string {
	if n, ok := names[id]; ok {
		return n
	}
	if n := binary.BigEndian.Uint64(id[:]); n < 1<<20 { // of the counter
		return fmt.Sprintf("span-%d", n)
	}
	return id.String()
}
