package mcpspanmetrics

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// maxEvidence bounds the findings, and the categories of redactions, that are counted
// of one span.
const maxEvidence = 64

// evidence counts what other components have written on a span: findings, and what was
// removed from it.
func (n *counter) evidence(call *mcp.Call, span ptrace.Span) {
	counted := 0
	for i := 0; i < span.Events().Len() && counted < maxEvidence; i++ {
		event := span.Events().At(i)
		if event.Name() != semconv.EventFinding {
			continue
		}
		counted++
		n.happened(&callmetrics.Event{
			What:   callmetrics.Found,
			Detail: word(event.Attributes(), semconv.MCPFindingType), Severity: word(event.Attributes(), semconv.MCPFindingSeverity),
		}, call)
	}
	if !call.Redacted {
		return
	}
	counts, ok := span.Attributes().Get(semconv.MCPRedactionCounts)
	if !ok || counts.Type() != pcommon.ValueTypeMap {
		return
	}
	counted = 0
	for category, times := range counts.Map().All() {
		if counted++; counted > maxEvidence {
			return
		}
		if times.Type() == pcommon.ValueTypeInt && times.Int() > 0 {
			n.happened(&callmetrics.Event{What: callmetrics.Redacted, Detail: folded(category), Amount: float64(times.Int())}, call)
		}
	}
}

func word(attrs pcommon.Map, key string) string {
	v, _ := attrs.Get(key)
	return folded(v.Str())
}

// maxWord is the length of the longest word that becomes a label.
const maxWord = 64

// folded keeps what is a word of our own components: lower-case letters, digits, and
// what joins them. Anything else may come from anybody.
func folded(text string) string {
	if text == "" || len(text) > maxWord {
		return callmetrics.Other
	}
	for _, c := range []byte(text) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' && c != '-' && c != '.' {
			return callmetrics.Other
		}
	}
	return text
}
