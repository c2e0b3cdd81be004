package instruction_test

import (
	"strings"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

// Texts as tools write them, without an instruction.
var benign = map[string]string{
	"prose": strings.Repeat("The harbour of the old town lies west of the river. Ferries to the islands leave "+
		"twice a day in summer, and tickets are sold at the pier. Most visitors stay for a weekend.\n", 8),
	"json": strings.Repeat(`{"order_id":"A-10492","status":"shipped","total":129.5,"items":[{"sku":"LMP-7",`+
		`"title":"Desk lamp, brass","quantity":2}],"carrier":"North Post","updated_at":"2025-03-14T09:26:53Z"},`, 7),
	"description": strings.Repeat("Search for issues in a repository. Use this tool when you need a list.\n\nArgs:\n"+
		"    query: What to look for\n    limit: How many results to return at most\n", 8),
}

func BenchmarkFind(b *testing.B) {
	for name, text := range benign {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				instruction.Find(text, instruction.Result)
			}
		})
	}
}
