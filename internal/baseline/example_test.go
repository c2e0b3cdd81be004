package baseline_test

import (
	"fmt"
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/baseline"
)

// A series of latencies, in seconds, has shared a budget of one alert a day for two weeks
// when a value is seven times the usual one.
func Example() {
	series := baseline.NewSeries(0.001)
	budget := baseline.NewBudget(1)
	var latch baseline.Latch
	at := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC).UnixNano()
	for i := range 14 * 288 {
		latency := 0.3 + 0.02*math.Sin(float64(i*i)) // as good as noise
		if i == 14*288-1 {
			latency = 2.1
		}
		score := series.Observe(at, latency)
		if budget.Observe(at, score.Score) && latch.Open(at, score.Score) {
			fmt.Printf("median latency %.1f s, usually %.1f s\n", score.Observed, score.Expected)
		}
		at += int64(5 * time.Minute)
	}
	// Output: median latency 2.1 s, usually 0.3 s
}
