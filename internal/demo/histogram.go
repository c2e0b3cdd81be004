package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	dto "github.com/prometheus/client_model/go"
)

// histogram holds, for each upper bound, how many values were at most that. It
// always has the bound +Inf unless it is empty.
type histogram map[float64]float64

// add counts the values of one series too. Series that are merged are expected
// to have the same bounds, as those of one metric of one connector do.
func (h histogram) add(series *dto.Histogram) {
	for _, b := range series.GetBucket() {
		h[b.GetUpperBound()] += float64(b.GetCumulativeCount())
	}
	if len(series.GetBucket()) == 0 || !math.IsInf(series.GetBucket()[len(series.GetBucket())-1].GetUpperBound(), 1) {
		h[math.Inf(1)] += float64(series.GetSampleCount())
	}
}

// quantile is what PromQL's histogram_quantile would say: linear interpolation
// within the bucket that holds rank q; in the bucket without upper bound, the
// highest bound there is. Of the first bucket only its bound is told: where the
// values lie in it nobody knows.
func (h histogram) quantile(q float64) quantile {
	total := h[math.Inf(1)]
	if total == 0 {
		return quantile{seconds: math.NaN()}
	}
	rank := q * total
	lower, below := 0.0, 0.0
	for i, upper := range slices.Sorted(maps.Keys(h)) {
		upTo := h[upper]
		switch {
		case upTo < rank:
			lower, below = upper, upTo
		case math.IsInf(upper, 1):
			return quantile{seconds: lower}
		case i == 0:
			return quantile{seconds: upper, atMost: true}
		default:
			return quantile{seconds: lower + (upper-lower)*(rank-below)/(upTo-below)}
		}
	}
	return quantile{seconds: lower}
}

// quantile is a duration in seconds, NaN if it is not known.
type quantile struct {
	seconds float64
	atMost  bool
}

// String shows about three digits in the unit that fits: 4.2ms, 87ms, 1.25s.
func (q quantile) String() string {
	text := duration(q.seconds)
	if q.atMost {
		return "≤ " + text
	}
	return text
}

func duration(seconds float64) string {
	switch {
	case math.IsNaN(seconds):
		return "-"
	case seconds < 0.01:
		return fmt.Sprintf("%.1fms", seconds*1e3)
	case seconds < 1:
		return fmt.Sprintf("%.0fms", seconds*1e3)
	case seconds < 60:
		return fmt.Sprintf("%.2fs", seconds)
	default:
		return time.Duration(seconds * float64(time.Second)).Round(time.Second).String()
	}
}
