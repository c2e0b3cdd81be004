package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSidesTakeTurnsThereAndBack(t *testing.T) {
	var turns strings.Builder
	c := comparison{items: 1, sides: []side{noting(&turns, "a"), noting(&turns, "b")}}

	samples, err := c.measure(3, 2)

	require.NoError(t, err)
	assert.Equal(t, "bbaa"+"aabb"+"bbaa"+"aabb", turns.String(), "the first turns only warm up")
	require.Len(t, samples, 2)
	assert.Len(t, samples[0], 3)
	assert.Len(t, samples[1], 3)
}

func noting(turns *strings.Builder, name string) side {
	return side{name: name, run: func() error { turns.WriteString(name); return nil }}
}

func TestASideThatFailsIsNamed(t *testing.T) {
	cause := errors.New("no")
	c := comparison{items: 1, sides: []side{{name: "a", run: func() error { return cause }}}}

	_, err := c.measure(1, 1)

	require.ErrorIs(t, err, cause)
	require.ErrorContains(t, err, "a: ")
}

func TestRatioIsTheMedianOverRounds(t *testing.T) {
	c := comparison{title: "work", item: "span", sides: []side{{name: "ours"}, {name: "peer"}}}
	var out strings.Builder

	// The machine was slow in the second round and disturbed the peer in the third.
	err := c.report(&out, [][]sample{
		{{ns: 10, cpu: 20}, {ns: 100, cpu: 200}, {ns: 10, cpu: 20}},
		{{ns: 60, cpu: 40, allocs: 2, bytes: 8}, {ns: 600, cpu: 380, allocs: 2, bytes: 8}, {ns: 900, cpu: 44, allocs: 2, bytes: 8}},
	})

	require.NoError(t, err)
	assert.Equal(t, strings.TrimLeft(`
work  ns/span  CPU ns/span  allocs/span  B/span  ratio  middle half   CPU ratio  95 %
ours  10       20           0.00         0       1.00   1.00 – 1.00   1.000      1.000 – 1.000
peer  600      44           2.00         8       6.00   6.00 – 48.00  2.000      1.900 – 2.200
`, "\n"), out.String())
}

func TestIntervalLeavesOutWhatIsUnlikely(t *testing.T) {
	ns := func(_ int, s sample) float64 { return s.ns }
	var samples []sample
	for i := range 100 {
		samples = append(samples, sample{ns: float64((i*37)%100 + 1)})
	}

	low, high := interval(samples, ns)
	assert.Equal(t, [2]float64{41, 60}, [2]float64{low, high}, "40 heads or fewer of 100 are 2.8 % likely")

	low, high = interval(samples[:5], ns)
	assert.Equal(t, [2]float64{1, 75}, [2]float64{low, high}, "of few all")
}

func TestQuantileInterpolates(t *testing.T) {
	ns := func(_ int, s sample) float64 { return s.ns }
	samples := []sample{{ns: 4}, {ns: 1}, {ns: 2}, {ns: 3}}

	assert.InDelta(t, 2.5, quantile(0.5, samples, ns), 1e-9)
	assert.InDelta(t, 1.0, quantile(0, samples, ns), 1e-9)
	assert.InDelta(t, 4.0, quantile(1, samples, ns), 1e-9)
	assert.InDelta(t, 4.0, quantile(0.5, samples[:1], ns), 1e-9)
}
