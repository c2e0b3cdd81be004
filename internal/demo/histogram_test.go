package main

import (
	"maps"
	"math"
	"slices"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/stretchr/testify/assert"
)

func TestQuantile(t *testing.T) {
	inf := math.Inf(1)
	for name, tt := range map[string]struct {
		h    histogram
		q    float64
		want float64
	}{
		"a value lies between the bounds of its bucket":       {histogram{1: 0, 2: 10, inf: 10}, 0.5, 1.5},
		"lower buckets count towards the rank":                {histogram{1: 5, 2: 10, inf: 10}, 0.75, 1.5},
		"a rank that fills a bucket is its upper bound":       {histogram{1: 5, 2: 10, inf: 10}, 0.5, 1},
		"empty buckets are stepped over":                      {histogram{1: 0, 2: 0, 5: 4, inf: 4}, 0.5, 3.5},
		"beyond the last bound the last bound is all we know": {histogram{1: 1, 2: 1, inf: 100}, 0.95, 2},
	} {
		t.Run(name, func(t *testing.T) {
			assert.InDelta(t, tt.want, tt.h.quantile(tt.q).seconds, 1e-9)
		})
	}
}

func TestOfTheFirstBucketOnlyItsBoundIsTold(t *testing.T) {
	assert.Equal(t, "≤ 10ms", histogram{0.01: 10, math.Inf(1): 10}.quantile(0.5).String())
}

func TestQuantileOfNothingIsUnknown(t *testing.T) {
	assert.True(t, math.IsNaN(histogram(nil).quantile(0.5).seconds))
	assert.True(t, math.IsNaN(histogram{1: 0, math.Inf(1): 0}.quantile(0.5).seconds))
}

func TestAddingSeriesAddsTheirCounts(t *testing.T) {
	h := histogram{}
	h.add(series(map[float64]uint64{1: 2, 2: 3}, 4))
	h.add(series(map[float64]uint64{1: 1, 2: 1, math.Inf(1): 1}, 1))
	assert.Equal(t, histogram{1: 3, 2: 4, math.Inf(1): 5}, h)
}

func TestDurationsArePrintedInTheUnitThatFits(t *testing.T) {
	for want, seconds := range map[string]float64{
		"4.2ms": 0.0042,
		"87ms":  0.0873,
		"1.25s": 1.25,
		"2m5s":  125.2,
		"-":     math.NaN(),
	} {
		assert.Equal(t, want, duration(seconds))
	}
}

// series is one histogram series as the text format describes it.
func series(cumulative map[float64]uint64, count uint64) *dto.Histogram {
	h := &dto.Histogram{SampleCount: &count}
	for _, bound := range slices.Sorted(maps.Keys(cumulative)) {
		n := cumulative[bound]
		h.Bucket = append(h.Bucket, &dto.Bucket{UpperBound: &bound, CumulativeCount: &n})
	}
	return h
}
