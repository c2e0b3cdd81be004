package mcpanomalyprocessor

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// maxFindings bounds those that one span is given.
const maxFindings = 16

// write puts findings on a span, the worst first, behind those that it has, and returns how
// many there was no room for.
func write(span ptrace.Span, found []anomaly.Finding) (left int) {
	found = slices.DeleteFunc(found, func(f anomaly.Finding) bool { return f.Mode != anomaly.Alert })
	if len(found) == 0 {
		return 0
	}
	slices.SortStableFunc(found, func(a, b anomaly.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Score, a.Score))
	})
	known := told(span)
	written := 0
	for i := range found {
		switch {
		case known[key(&found[i])]: // a sidecar has told it already
		case written == maxFindings:
			left++
		default:
			event(span.Events().AppendEmpty(), span, &found[i])
			written++
		}
	}
	summarize(span.Attributes(), found, int64(written))
	return left
}

// told are the findings that a span has: type and fingerprint.
func told(span ptrace.Span) map[string]bool {
	var known map[string]bool
	for _, e := range span.Events().All() {
		if e.Name() == semconv.EventFinding {
			if known == nil {
				known = map[string]bool{}
			}
			known[text(e.Attributes(), semconv.MCPFindingType)+text(e.Attributes(), semconv.MCPFindingFingerprint)] = true
		}
	}
	return known
}

func key(f *anomaly.Finding) string { return f.Type.String() + fingerprint(f) }

func fingerprint(f *anomaly.Finding) string {
	return hex.EncodeToString(binary.BigEndian.AppendUint64(nil, f.Fingerprint))
}

// event is one finding.
func event(e ptrace.SpanEvent, span ptrace.Span, f *anomaly.Finding) {
	e.SetName(semconv.EventFinding)
	e.SetTimestamp(span.EndTimestamp())
	attrs, d := e.Attributes(), &anomaly.Types[f.Type]
	attrs.PutStr(semconv.MCPFindingType, d.Name)
	attrs.PutStr(semconv.MCPFindingSeverity, f.Severity.String())
	attrs.PutDouble(semconv.MCPFindingScore, math.Round(100*f.Score)/100)
	attrs.PutStr(semconv.MCPFindingReason, f.Reason)
	attrs.PutStr(semconv.MCPFindingFingerprint, fingerprint(f))
	if f.Subject != "" {
		attrs.PutStr(semconv.GenAIToolName, mcp.Cut(f.Subject))
	}
	if f.HasFigures() {
		attrs.PutDouble(semconv.MCPFindingObserved, f.Observed)
		attrs.PutDouble(semconv.MCPFindingBaseline, f.Baseline)
	}
	if d.OWASP != "" {
		attrs.PutStr(semconv.MCPFindingOWASP, d.OWASP)
	}
}

// maxBefore is as many findings as are believed that a span had before: what more senders
// say would hide it from who looks for a few.
const maxBefore = 1000

// summarize says on the span what its findings are, with those that it had before.
func summarize(attrs pcommon.Map, found []anomaly.Finding, written int64) {
	count, worst := written, anomaly.Low
	if v, ok := attrs.Get(semconv.MCPFindingCount); ok && v.Type() == pcommon.ValueTypeInt {
		count += min(max(v.Int(), 0), maxBefore)
	}
	count = max(count, 1)
	if before, ok := anomaly.ParseSeverity(text(attrs, semconv.MCPFindingMaxSeverity)); ok {
		worst = before
	}
	v, ok := attrs.Get(semconv.MCPFindingTypes)
	if !ok || v.Type() != pcommon.ValueTypeSlice {
		v = attrs.PutEmpty(semconv.MCPFindingTypes)
		v.SetEmptySlice()
	}
	for i := range found {
		worst = max(worst, found[i].Severity)
		addOnce(v.Slice(), found[i].Type.String())
	}
	attrs.PutInt(semconv.MCPFindingCount, count)
	attrs.PutStr(semconv.MCPFindingMaxSeverity, worst.String())
}

func addOnce(to pcommon.Slice, text string) {
	if !has(to, text) {
		to.AppendEmpty().SetStr(text)
	}
}

func has(texts pcommon.Slice, text string) bool {
	for _, v := range texts.All() {
		if v.Str() == text {
			return true
		}
	}
	return false
}
