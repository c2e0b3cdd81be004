package series

import "math"

// Shape is what the series of an instrument hold, and how observations change it.
type Shape uint8

// Shapes of instruments, after the points of the OpenTelemetry metrics data model. A delta
// store tells changes of all but UpDown and Gauge, which are always told as they are: a
// change of what exists now says little to whoever missed the one before (OpenTelemetry
// specification, metrics exporter for OTLP, "additional configuration": delta preference).
const (
	// Counter is a total of whole increments from 0 to 2^63; it stops at the largest
	// int64 rather than begin anew. Other values are ignored, fractions are cut off.
	Counter Shape = iota
	// Sum is a total of fractional increments, for money. What is negative or not
	// finite is ignored, and so is what would make the total infinite.
	Sum
	// UpDown is a number of things that exist, changed by whole increments of either
	// sign, at most 2^53 in size; others are ignored. A series that is not at 0 never
	// expires: something is still there. An overflow series adds up what had no room,
	// so that the totals of all series stay exact; whoever keeps the series of an
	// increment for the decrement that follows sees none fall below 0.
	UpDown
	// Gauge is the last finite value by its time. The last value of many label sets
	// would mean nothing: a gauge without room is counted as overflowed and has no
	// point.
	Gauge
	// Histogram counts values in buckets with explicit bounds. A value that is not finite
	// is counted, NaN as the largest, but not added to the sum, which would never
	// recover.
	Histogram
	// Exponential counts values in [ExponentialBuckets]. A value below 0 counts as 0;
	// one that is not finite is counted as the largest number, but not added to the
	// sum.
	Exponential
)

// hasDelta reports whether points of the shape can tell changes.
func (s Shape) hasDelta() bool { return s != UpDown && s != Gauge }

// maxUpDown is the largest change of an UpDown: beyond it float64 has no fractions and
// whole numbers are no longer exact.
const maxUpDown = 1 << 53

// increase returns a counter's total after a value.
func increase(total uint64, value float64) uint64 {
	if value > 0 && value < math.MaxInt64 { // not NaN either
		return min(total+uint64(int64(value)), math.MaxInt64)
	}
	return total
}

// add returns a sum after a value.
func add(total, value float64) float64 {
	if after := total + value; value > 0 && after <= math.MaxFloat64 {
		return after
	}
	return total
}

// shift returns the number of an UpDown after a value.
func shift(level int64, value float64) int64 {
	if value >= -maxUpDown && value <= maxUpDown {
		return level + int64(value)
	}
	return level
}
