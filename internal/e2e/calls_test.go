package e2e

import (
	"sort"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// call is one tool call as both ends report it.
type call struct {
	tool      string
	errorType string // empty for a success
	took      time.Duration
}

// outcome is what mcp.call.outcome should say of the call.
func (c call) outcome() string {
	switch c.errorType {
	case "":
		return "success"
	case "tool_error":
		return "tool_error"
	default:
		return "server_error"
	}
}

// introduction calls each tool once with success: from then on its name is known
// to be that of a tool and may be a metric label.
func introduction() []call {
	return []call{
		{tool: "get_weather", took: 15 * time.Millisecond},
		{tool: "geocode", took: 150 * time.Millisecond},
		{tool: "forecast", took: 3 * time.Second},
	}
}

// round is the i-th of many equal portions of traffic: three successes of
// get_weather, one of geocode, and a forecast that fails in one way or the other.
// No duration is on the border of a bucket.
func round(i int) []call {
	weather := []time.Duration{
		3 * time.Millisecond, 12 * time.Millisecond, 35 * time.Millisecond, 70 * time.Millisecond,
		90 * time.Millisecond, 130 * time.Millisecond, 170 * time.Millisecond, 410 * time.Millisecond,
	}
	failure := []string{"tool_error", "-32603", "tool_error"}
	return []call{
		{tool: "get_weather", took: weather[(3*i)%len(weather)]},
		{tool: "get_weather", took: weather[(3*i+1)%len(weather)]},
		{tool: "get_weather", took: weather[(3*i+2)%len(weather)]},
		{tool: "geocode", took: time.Duration(110+20*(i%4)) * time.Millisecond},
		{tool: "forecast", errorType: failure[i%len(failure)], took: time.Duration(700+900*(i%5)) * time.Millisecond},
	}
}

// tally is what the metrics must say in the end.
type tally struct {
	byError   map[[2]string]float64 // tool, error type
	byOutcome map[string]float64
	took      map[string][]float64 // tool; seconds
}

func newTally() *tally {
	return &tally{byError: map[[2]string]float64{}, byOutcome: map[string]float64{}, took: map[string][]float64{}}
}

func (t *tally) add(calls []call) {
	for _, c := range calls {
		t.byError[[2]string{c.tool, c.errorType}]++
		t.byOutcome[c.outcome()]++
		t.took[c.tool] = append(t.took[c.tool], c.took.Seconds())
	}
}

func (t *tally) calls() float64 {
	sum := 0.0
	for _, n := range t.byOutcome {
		sum += n
	}
	return sum
}

// conventionBuckets are the bounds the MCP conventions give to operation
// durations, in seconds.
var conventionBuckets = []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300}

// bucketQuantile is what PromQL's histogram_quantile makes of the values when all
// it knows of each is its convention bucket: linear interpolation at rank q·n.
func bucketQuantile(q float64, values []float64) float64 {
	sort.Float64s(values)
	rank := q * float64(len(values))
	lower, below := 0.0, 0
	for _, upper := range conventionBuckets {
		upTo := sort.Search(len(values), func(i int) bool { return values[i] > upper })
		if float64(upTo) >= rank {
			return lower + (upper-lower)*(rank-float64(below))/float64(upTo-below)
		}
		lower, below = upper, upTo
	}
	return lower
}

func TestBucketQuantile(t *testing.T) {
	for name, tt := range map[string]struct {
		q      float64
		values []float64
		want   float64
	}{
		"one bucket is divided evenly":      {0.5, []float64{0.06, 0.07, 0.08, 0.09}, 0.075},
		"the first bucket begins at zero":   {0.5, []float64{0.001, 0.002}, 0.005},
		"a border belongs to the lower one": {1, []float64{0.1, 0.1}, 0.1},
		"lower buckets count":               {0.75, []float64{0.015, 0.015, 3, 3}, 3.5},
		"beyond the last bound it is that":  {0.95, []float64{400, 500}, 300},
	} {
		t.Run(name, func(t *testing.T) {
			assert.InDelta(t, tt.want, bucketQuantile(tt.q, tt.values), 1e-9)
		})
	}
}

func TestNoDurationIsOnABorder(t *testing.T) {
	sent := newTally()
	sent.add(introduction())
	for i := range 120 {
		sent.add(round(i))
	}
	for tool, took := range sent.took {
		for _, seconds := range took {
			assert.NotContains(t, conventionBuckets, seconds, tool)
			assert.NotContains(t, conventionBuckets, seconds/2, "%s, seen by the server", tool)
		}
	}
}
