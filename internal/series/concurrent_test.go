package series

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Producers and a collector at the same time lose nothing and count nothing
// twice, though series expire, have no room and come back, and exports fail.
// The clock is a counter that everybody advances.
func TestConcurrentProducersAndCollector(t *testing.T) {
	const (
		producers = 8
		each      = 20_000
	)
	for name, options := range map[string]Options{
		"cumulative":             {MaxSeries: 100},
		"cumulative with expiry": {MaxSeries: 60, Expiry: 200},
		"delta":                  {MaxSeries: 100, Delta: true},
		"delta with expiry":      {MaxSeries: 60, Delta: true, Expiry: 200},
	} {
		t.Run(name, func(t *testing.T) {
			store := New([]Instrument{{}, {Shape: Histogram, Bounds: []float64{1, 4}}, {Shape: Exponential, MaxSize: 8}}, options)
			ids := []ResourceID{OverflowResource, store.AddResource(), store.AddResource()}
			var clock, working atomic.Int64
			clock.Store(1)
			working.Store(producers)
			var wg sync.WaitGroup
			for producer := range producers {
				wg.Go(func() {
					defer working.Add(-1)
					var kept *Series
					for n := range each {
						now := clock.Add(1)
						values := []Value{Int(int64((n / 100 * 7) % 50)), String("a")}
						id, instrument := ids[n%len(ids)], (n+producer)%3
						if n%4 == 0 || kept == nil {
							kept = store.Series(id, instrument, values, now)
						}
						for !kept.Observe(wholeValue(kept.shape, n), now, Span{}) {
							kept = store.Series(id, instrument, values, now)
						}
					}
				})
			}
			taken := newTotals(options.Delta)
			for round := 0; working.Load() > 0; round++ {
				points := store.Collect(clock.Add(1))
				assert.LessOrEqual(t, store.Stats().Live, options.MaxSeries)
				if round%3 == 0 {
					continue // the export failed
				}
				taken.add(t, points)
				store.Commit(points)
			}
			wg.Wait()
			points := store.Collect(clock.Add(1))
			taken.add(t, points)
			store.Commit(points)

			assert.EqualValues(t, producers*each, taken.count())
			stats := store.Stats()
			assert.LessOrEqual(t, stats.Live, options.MaxSeries)
			if options.Expiry != 0 {
				t.Logf("%+v", stats)
			}
		})
	}
}

// wholeValue adds 1 to what counts values or increments.
func wholeValue(shape Shape, n int) float64 {
	if shape == Exponential {
		return float64(n % 1000)
	}
	return 1
}

// totals add up what was delivered.
type totals struct {
	delta bool
	last  map[*Series]Point
	sum   map[*Series]uint64
}

func newTotals(delta bool) *totals {
	return &totals{delta, map[*Series]Point{}, map[*Series]uint64{}}
}

func (x *totals) add(t *testing.T, points []Point) {
	for _, p := range points {
		require.Less(t, p.Start, p.Time)
		inBuckets := uint64(0)
		for _, n := range p.Buckets {
			inBuckets += n
		}
		if b := p.Exponential; b != nil {
			inBuckets = b.Zero
			for _, n := range b.Counts {
				inBuckets += n
			}
		}
		if p.Buckets != nil || p.Exponential != nil {
			require.Equal(t, p.Count, inBuckets)
		}
		last, known := x.last[p.series]
		switch {
		case x.delta:
			require.NotZero(t, p.Count)
			if known {
				require.Equal(t, last.Time, p.Start, "without a gap")
			}
			x.sum[p.series] += p.Count
		default:
			if known {
				require.Equal(t, last.Start, p.Start)
				require.GreaterOrEqual(t, p.Count, last.Count)
			}
			x.sum[p.series] = p.Count
		}
		x.last[p.series] = p
	}
}

func (x *totals) count() (n uint64) {
	for _, count := range x.sum {
		n += count
	}
	return n
}

// Resources come and go while their series are observed and collected.
func TestConcurrentResources(t *testing.T) {
	const limit = 64
	store := New([]Instrument{{}}, Options{MaxSeries: limit, Expiry: 1})
	var clock atomic.Int64
	clock.Store(1)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for n := range 5000 {
				id := store.AddResource()
				if id != OverflowResource && n%2 == 0 {
					store.RemoveResource(id)
					continue
				}
				now := clock.Add(1)
				store.Series(id, 0, []Value{Int(int64(n))}, now).Observe(1, now, Span{})
			}
		})
	}
	wg.Go(func() {
		for range 200 {
			store.Commit(store.Collect(clock.Add(2)))
			assert.LessOrEqual(t, store.Stats().Live, limit)
		}
	})
	wg.Wait()
	for range 2 {
		store.Commit(store.Collect(clock.Add(10)))
	}
	assert.Zero(t, store.Stats().Live)
	assert.Zero(t, store.budget.regular)
}
