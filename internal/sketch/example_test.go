package sketch_test

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/sketch"
)

func ExampleDistinct() {
	var d sketch.Distinct
	for i := range uint64(60) {
		d.Add(i % 20)
	}
	fmt.Println(d.Count())
	// Output: 20
}
