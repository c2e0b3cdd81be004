package metricunit

import (
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Result says what became of a metric.
type Result uint8

const (
	// Untouched is for a metric that needs nothing or is none of MCP's or agents'.
	Untouched Result = iota
	// Mended is for a metric that has another unit now.
	Mended
	// Left is for a metric that should have another unit and cannot: the buckets of
	// an exponential histogram do not scale to seconds.
	Left
)

// families are the beginnings of the names of metrics that MCP and agent software
// sends (dialects 11). Metrics of other names are nobody's business here.
var families = []string{
	"mcp.", "gen_ai.", "kong.gen_ai.", "toolhive_mcp_", "toolhive_vmcp_", "claude_code.", "codex.", "gemini_cli.",
	"strands.", "agent_framework.",
}

// wrong are metrics whose unit is missing or none of theirs: both are Envoy AI
// Gateway v1.1.0's and hold seconds (internal/metrics/mcp_metrics.go).
var wrong = []struct{ name, unit, right string }{
	{"mcp.request.duration", "", "s"},
	{"mcp.initialization.duration", "token", "s"},
}

// Mend gives a metric the unit it should have: seconds instead of milliseconds,
// with its values and a name that says "ms" changed accordingly.
func Mend(m pmetric.Metric) Result {
	name := m.Name()
	if isCount(m) {
		m.SetUnit("{call}")
		return Mended
	}
	if !slices.ContainsFunc(families, func(head string) bool { return strings.HasPrefix(name, head) }) {
		return Untouched
	}
	for _, w := range wrong {
		if name == w.name && m.Unit() == w.unit {
			m.SetUnit(w.right)
			return Mended
		}
	}
	base, named := cutMilliseconds(name)
	if m.Unit() != "ms" && (!named || m.Unit() != "") {
		return Untouched
	}
	if !scale(m, 1000) {
		return Left
	}
	m.SetName(base)
	m.SetUnit("s")
	return Mended
}

// isCount recognises Shinzo's counters, named "tools/call {name}" each, whose unit
// is "calls" (shinzo-ts 1.1.0).
func isCount(m pmetric.Metric) bool {
	if m.Unit() != "calls" {
		return false
	}
	_, _, ok := mcp.CutMethod(m.Name())
	return ok
}

// cutMilliseconds takes the unit out of a name such as "codex.tool.call.duration_ms".
func cutMilliseconds(name string) (base string, found bool) {
	for _, tail := range []string{"_ms", ".ms", "_milliseconds"} {
		if base, ok := strings.CutSuffix(name, tail); ok {
			return base, true
		}
	}
	return name, false
}
