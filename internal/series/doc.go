// Package series keeps counters, gauges and histograms in fixed memory.
//
// A [Store] takes observations, each for a resource, an instrument and a list
// of label values, and gives back points, cumulative or delta. What a reader
// would get wrong is the bound: it counts every series there can be, overflow
// included. When it is reached, further label sets of an instrument are counted
// in one overflow series per resource, and further resources in one overflow
// resource, so that every total stays exact. The last eighth of the bound is for resources
// that have less than as much, as soon as there are two that have series. How
// observations add up is the [Shape] of the instrument.
//
// A series is found by a 64-bit hash of its typed values and confirmed by
// comparing them, so no two label sets are ever confused: 1 is not "1", and no
// separator can be forged. Observing allocates only when a series is new.
//
// The store is safe for concurrent use and reads no clock: times are Unix
// nanoseconds and come from the caller.
package series
