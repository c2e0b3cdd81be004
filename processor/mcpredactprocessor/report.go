package mcpredactprocessor

import (
	"maps"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// report adds counts to those that a redactor before this one has reported.
func report(attributes pcommon.Map, counts map[string]int64) {
	v, _ := attributes.GetOrPutEmpty(semconv.MCPRedactionCounts)
	if v.Type() != pcommon.ValueTypeMap {
		v.SetEmptyMap()
	}
	var scratch [8]string // few items have more
	categories := slices.AppendSeq(scratch[:0], maps.Keys(counts))
	slices.Sort(categories)
	v.Map().EnsureCapacity(len(counts))
	for _, category := range categories {
		n, _ := v.Map().GetOrPutEmpty(category)
		n.SetInt(n.Int() + counts[category])
	}
}
