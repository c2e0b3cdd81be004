package main

import (
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/plot"
)

// suffixes are those of the units that have no prefixes.
var suffixes = map[string]string{
	"reqps": " req/s", "mps": " msg/s", "ops": " /s", "currencyUSD": " $",
}

// readable writes a value in its unit, as short as can be.
func readable(value float64, unit string) string {
	switch unit {
	case "percentunit":
		return trimmed(100*value) + " %"
	case "s":
		return duration(value)
	case "bytes", "Bps":
		return scaled(value, 1024, []string{"", " Ki", " Mi", " Gi"}) + map[string]string{"bytes": "B", "Bps": "B/s"}[unit]
	default:
		return scaled(value, 1000, []string{"", "k", "M", "G"}) + suffixes[unit]
	}
}

func duration(s float64) string {
	switch {
	case s == 0:
		return "0 s"
	case math.Abs(s) < 1:
		return trimmed(1000*s) + " ms"
	case math.Abs(s) < 120:
		return trimmed(s) + " s"
	default:
		return trimmed(s/60) + " min"
	}
}

func scaled(value, base float64, prefixes []string) string {
	i := 0
	for math.Abs(value) >= base && i < len(prefixes)-1 {
		value /= base
		i++
	}
	return trimmed(value) + prefixes[i]
}

func trimmed(value float64) string { return strconv.FormatFloat(rounded(value), 'f', -1, 64) }

// rounded keeps three digits.
func rounded(value float64) float64 {
	r, err := strconv.ParseFloat(fmt.Sprintf("%.3g", value), 64)
	if err != nil {
		return value
	}
	return r
}

// ticks are gonum's, in a unit.
type ticks struct{ unit string }

// Ticks implements plot.Ticker.
func (t ticks) Ticks(low, high float64) []plot.Tick {
	all := plot.DefaultTicks{}.Ticks(low, high)
	for i := range all {
		if !all[i].IsMinor() {
			all[i].Label = readable(all[i].Value, t.unit)
		}
	}
	return all
}
