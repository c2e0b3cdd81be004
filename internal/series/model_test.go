package series

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// model is what a store is meant to be, said as plainly as possible: a map, and
// no thought of speed, memory or concurrency.
type model struct {
	instruments []Instrument
	options     Options
	resources   map[ResourceID]bool
	series      map[string]*modelSeries
	collected   int64
	stats       Stats
}

type modelSeries struct {
	resource    ResourceID
	instrument  int
	label       string
	overflow    bool
	start, last int64
	all         []float64 // every observation
	committed   int       // how many of them were delivered
	gone        bool
}

func (m *model) regular() (n int) {
	for _, x := range m.series {
		if !x.overflow {
			n++
		}
	}
	return n
}

// reserved is one overflow series of each instrument for each resource.
func (m *model) reserved() int { return len(m.instruments) * len(m.resources) }

func (m *model) hasRoomForAResource() bool {
	after := m.reserved() + len(m.instruments)
	return after <= m.options.MaxSeries/2 && after+m.regular() <= m.options.MaxSeries
}

func (m *model) find(id ResourceID, instrument int, label string, now int64) *modelSeries {
	key := fmt.Sprintf("%d/%d/%s", id, instrument, label)
	if x := m.series[key]; x != nil {
		return x
	}
	overflow := m.regular()+m.reserved() >= m.options.MaxSeries
	if overflow {
		key = fmt.Sprintf("%d/%d overflow", id, instrument)
		if x := m.series[key]; x != nil {
			return x
		}
		label = ""
	}
	start := max(now, m.collected)
	m.series[key] = &modelSeries{resource: id, instrument: instrument, label: label, overflow: overflow, start: start, last: start}
	return m.series[key]
}

func (m *model) observe(x *modelSeries, value float64, now int64) bool {
	if x.gone {
		return false
	}
	x.all = append(x.all, value)
	x.last = max(x.last, now)
	if x.overflow {
		m.stats.Overflowed++
	}
	return true
}

// modelPoint is a point and the series it is of.
type modelPoint struct {
	told  string
	of    *modelSeries
	upTo  int
	start int64
	time  int64
}

func (m *model) collect(now int64) (points []modelPoint) {
	m.collected = now
	for key, x := range m.series {
		news := len(x.all) - x.committed
		if m.options.Expiry != 0 && now-x.last >= m.options.Expiry && news == 0 {
			x.gone = true
			delete(m.series, key)
			m.stats.Expired++
			continue
		}
		if m.options.Delta && news == 0 {
			continue
		}
		values := x.all
		if m.options.Delta {
			values = x.all[x.committed:]
		}
		p := modelPoint{of: x, upTo: len(x.all), start: x.start, time: max(now, x.start+1)}
		p.told = m.tell(x, values, p.start, p.time)
		points = append(points, p)
	}
	return points
}

func (m *model) tell(x *modelSeries, values []float64, start, time int64) string {
	sum := 0.0
	var buckets []uint64
	if bounds := m.instruments[x.instrument].Bounds; bounds != nil {
		buckets = make([]uint64, len(bounds)+1)
		for _, v := range values {
			sum += v
			i := slices.IndexFunc(bounds, func(bound float64) bool { return v <= bound })
			if i < 0 {
				i = len(bounds)
			}
			buckets[i]++
		}
	}
	return fmt.Sprintf("%d/%d/%s overflow=%t (%d, %d] n=%d sum=%g %v",
		x.resource, x.instrument, x.label, x.overflow, start, time, len(values), sum, buckets)
}

func (m *model) commit(points []modelPoint) {
	for _, p := range points {
		if m.options.Delta {
			p.of.start = p.time
		}
		p.of.committed = p.upTo
	}
}

func tellPoint(p Point) string {
	label := ""
	if !p.Overflow {
		label = p.Values[0].Str()
	}
	return fmt.Sprintf("%d/%d/%s overflow=%t (%d, %d] n=%d sum=%g %v",
		p.Resource, p.Instrument, label, p.Overflow, p.Start, p.Time, p.Count, p.Sum, p.Buckets)
}

// Random operations make the store and the model say the same, across expiry,
// overflow, failed exports and resources that come and go. Values are whole
// numbers, so that sums are exact in any order.
func TestStoreIsWhatItsModelIs(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 7))
		instruments := []Instrument{{}, {Bounds: []float64{2, 5}}}[:1+r.IntN(2)]
		options := Options{
			MaxSeries: MinSeries(len(instruments)) + r.IntN(30),
			Expiry:    int64(r.IntN(3) * 40),
			Delta:     r.IntN(2) == 0,
		}
		t.Run(fmt.Sprintf("seed %d: %+v", seed, options), func(t *testing.T) {
			store := New(instruments, options)
			m := &model{
				instruments: instruments, options: options,
				resources: map[ResourceID]bool{OverflowResource: true}, series: map[string]*modelSeries{},
			}
			type handle struct {
				real *Series
				same *modelSeries
			}
			var handles []handle
			now := int64(1000)
			anyResource := func() ResourceID {
				ids := slices.Sorted(maps.Keys(m.resources))
				return ids[r.IntN(len(ids))]
			}
			for range 1000 {
				now += int64(r.IntN(4))
				switch dice := r.IntN(100); {
				case dice < 60:
					id, instrument, label := anyResource(), r.IntN(len(instruments)), string(rune('a'+r.IntN(12)))
					stale := now - int64(r.IntN(10)) // a batch reads the clock once
					h := handle{store.Series(id, instrument, []Value{String(label)}, stale), m.find(id, instrument, label, stale)}
					require.Equal(t, h.same.overflow, h.real.IsOverflow())
					handles = append(handles, h)
					value := float64(r.IntN(10))
					require.True(t, h.real.Observe(value, stale, Span{}))
					m.observe(h.same, value, stale)
				case dice < 85 && len(handles) > 0:
					h := handles[max(0, len(handles)-1-r.IntN(50))]
					require.Equal(t, m.observe(h.same, 3, now), h.real.Observe(3, now, Span{}))
				case dice < 90:
					id := store.AddResource()
					require.Equal(t, m.hasRoomForAResource(), id != OverflowResource)
					m.resources[id] = true
				case dice < 93:
					id := anyResource()
					used := slices.ContainsFunc(slices.Collect(maps.Values(m.series)), func(x *modelSeries) bool { return x.resource == id })
					if id != OverflowResource && !used {
						store.RemoveResource(id)
						delete(m.resources, id)
					}
				case dice < 94:
					now += 30
				default:
					got, want := store.Collect(now), m.collect(now)
					requireSame(t, want, got)
					if r.IntN(3) > 0 {
						store.Commit(got)
						m.commit(want)
					}
				}
				m.stats.Live = len(m.series)
				require.Equal(t, m.stats, store.Stats())
				require.LessOrEqual(t, m.stats.Live, options.MaxSeries)
			}
		})
	}
}

func requireSame(t *testing.T, want []modelPoint, got []Point) {
	t.Helper()
	var a, b []string
	for _, p := range want {
		a = append(a, p.told)
	}
	for _, p := range got {
		b = append(b, tellPoint(p))
	}
	slices.SortFunc(a, cmp.Compare[string])
	slices.SortFunc(b, cmp.Compare[string])
	require.Equal(t, a, b)
	for _, p := range got {
		assert.Less(t, p.Start, p.Time)
	}
}
