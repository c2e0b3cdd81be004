package sketch_test

import (
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/sketch"
)

func ExampleQuantiles() {
	var q sketch.Quantiles
	for ms := range 1000 {
		q.Add(float64(ms))
	}
	// 499 and 989 are exact.
	fmt.Printf("%.0f %.0f\n", q.Quantile(0.5), q.Quantile(0.99))
	// Output: 506 969
}

func ExampleDistinct() {
	var d sketch.Distinct
	for i := range uint64(60) {
		d.Add(i % 20)
	}
	fmt.Println(d.Count())
	// Output: 20
}

func ExampleHeavy() {
	h := sketch.NewHeavy(4)
	for i := range uint64(100) {
		h.Add(7, 2)
		h.Add(1000+i, 1)
	}
	top := h.AppendTop(nil)[0]
	fmt.Println(top.Key, top.Count, "too high by at most", top.Error)
	// Output: 7 200 too high by at most 0
}

func ExampleRate() {
	r := sketch.Rate{HalfLife: 10 * time.Second}
	now := time.Unix(1_800_000_000, 0)
	for range 600 {
		now = now.Add(200 * time.Millisecond)
		r.Add(1, now.UnixNano())
	}
	fmt.Printf("%.1f\n", r.PerSecond(now.UnixNano()))
	// Output: 5.0
}
