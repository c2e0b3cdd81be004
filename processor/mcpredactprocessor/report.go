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
	for _, category := range slices.Sorted(maps.Keys(counts)) {
		n, _ := v.Map().GetOrPutEmpty(category)
		n.SetInt(n.Int() + counts[category])
	}
}
