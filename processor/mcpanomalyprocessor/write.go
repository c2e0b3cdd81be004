package mcpanomalyprocessor

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// maxFindings bounds those that one span is given.
const maxFindings = 16

// write puts findings on a span, behind those that it has, and returns how many there
// was no room for. What another processor has found before, in a sidecar, is not found
// again.
func write(span ptrace.Span, found []anomaly.Finding) (left int) {
	if len(found) == 0 {
		return 0
	}
	before, ok := span.Attributes().Get(semconv.MCPFindingTypes)
	ok = ok && before.Type() == pcommon.ValueTypeSlice
	found = slices.DeleteFunc(found, func(f anomaly.Finding) bool {
		return f.Mode != anomaly.Alert || ok && has(before.Slice(), f.Type.String())
	})
	if len(found) == 0 {
		return 0
	}
	if left = len(found) - maxFindings; left > 0 {
		found = found[:maxFindings]
	}
	for i := range found {
		event(span.Events().AppendEmpty(), span, &found[i])
	}
	summarize(span.Attributes(), found)
	return max(left, 0)
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
	attrs.PutStr(semconv.MCPFindingFingerprint, hex.EncodeToString(binary.BigEndian.AppendUint64(nil, f.Fingerprint)))
	if f.HasFigures() {
		attrs.PutDouble(semconv.MCPFindingObserved, f.Observed)
		attrs.PutDouble(semconv.MCPFindingBaseline, f.Baseline)
	}
	if d.OWASP != "" {
		attrs.PutStr(semconv.MCPFindingOWASP, d.OWASP)
	}
}

// summarize says on the span what its findings are, with those that it had before.
func summarize(attrs pcommon.Map, found []anomaly.Finding) {
	count, worst := int64(len(found)), anomaly.Low
	if v, ok := attrs.Get(semconv.MCPFindingCount); ok && v.Type() == pcommon.ValueTypeInt {
		count += max(v.Int(), 0)
	}
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
