package baseline

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnEventIsOneAlert(t *testing.T) {
	const hour = 60 * minute
	tests := map[string]struct {
		at    []int64 // hours
		score []float64
		open  []bool
	}{
		"the first is an alert":                    {[]int64{0}, []float64{0.6}, []bool{true}},
		"the next within a day is not":             {[]int64{0, 1, 20}, []float64{0.6, 0.6, 0.5}, []bool{true, false, false}},
		"a clearly higher one is":                  {[]int64{0, 1, 2}, []float64{0.6, 0.75, 0.75}, []bool{true, true, false}},
		"what shows each day is one event":         {[]int64{0, 24, 48, 72}, []float64{0.6, 0.6, 0.6, 0.6}, []bool{true, false, false, false}},
		"after a quiet day it is a new one":        {[]int64{0, 24, 51}, []float64{0.6, 0.6, 0.6}, []bool{true, false, true}},
		"after a week it is a new one":             {[]int64{0, 24, 48, 72, 96, 120, 144, 168}, []float64{.6, .6, .6, .6, .6, .6, .6, .6}, []bool{true, false, false, false, false, false, false, true}},
		"a clock that goes back opens nothing new": {[]int64{48, 0}, []float64{0.6, 0.6}, []bool{true, false}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var l Latch
			for i, at := range test.at {
				require.Equal(t, test.open[i], l.Open(start+at*hour, test.score[i]), i)
			}
		})
	}
}
