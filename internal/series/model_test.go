package series

import (
	"cmp"
	"fmt"
	"maps"
	"math"
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
	of          Instrument
	label       string
	overflow    bool
	start, last int64
	all         []modelValue // every observation that means something
	committed   int          // how many of them were delivered
	gone        bool
}

type modelValue struct {
	value float64
	at    int64
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

// hasRoomForASeries leaves the last eighth to those that have less, if there are others.
func (m *model) hasRoomForASeries(id ResourceID) bool {
	own, others := 0, false
	for _, x := range m.series {
		if !x.overflow && x.resource == id {
			own++
		}
		others = others || !x.overflow && x.resource != id
	}
	room, eighth := m.options.MaxSeries-m.regular()-m.reserved(), m.options.MaxSeries/8
	return room > eighth || room > 0 && (own < eighth || !others)
}

func (m *model) find(id ResourceID, instrument int, label string, now int64) *modelSeries {
	key := fmt.Sprintf("%d/%d/%s", id, instrument, label)
	if x := m.series[key]; x != nil {
		return x
	}
	overflow := !m.hasRoomForASeries(id)
	if overflow {
		key = fmt.Sprintf("%d/%d overflow", id, instrument)
		if x := m.series[key]; x != nil {
			return x
		}
		label = ""
	}
	start := max(now, m.collected)
	m.series[key] = &modelSeries{resource: id, instrument: instrument, of: m.instruments[instrument], label: label, overflow: overflow, start: start, last: start}
	return m.series[key]
}

func (m *model) observe(x *modelSeries, value float64, now int64) bool {
	if x.gone {
		return false
	}
	if x.means(value) {
		x.all = append(x.all, modelValue{value, now})
	}
	x.last = max(x.last, now)
	if x.overflow {
		m.stats.Overflowed++
	}
	return true
}

// means reports whether a value changes what a series tells.
func (x *modelSeries) means(value float64) bool {
	switch x.of.Shape {
	case Counter:
		return value > 0
	case Gauge:
		return !x.overflow && !math.IsNaN(value)
	default:
		return true
	}
}

// exists reports whether a series stands for something that is there.
func (x *modelSeries) exists() bool { return x.of.Shape == UpDown && x.total() != 0 }

// total is what all values come to, without those that are not numbers.
func (x *modelSeries) total() (sum float64) { return sumOf(x.all) }

func sumOf(values []modelValue) (sum float64) {
	for _, v := range values {
		if !math.IsNaN(v.value) {
			sum += v.value
		}
	}
	return sum
}

func positiveSumOf(values []modelValue) (sum float64) {
	for _, v := range values {
		if v.value > 0 {
			sum += v.value
		}
	}
	return sum
}

func plain(values []modelValue) []float64 {
	numbers := make([]float64, 0, len(values))
	for _, v := range values {
		numbers = append(numbers, v.value)
	}
	return numbers
}

func tellBuckets(b *ExponentialBuckets) string {
	if len(b.Counts) == 0 {
		return fmt.Sprint("zero ", b.Zero, " at scale ", b.Scale)
	}
	return fmt.Sprint("zero ", b.Zero, " from ", b.Offset, " ", b.Counts, " at scale ", b.Scale)
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
		if m.options.Expiry != 0 && now-x.last >= m.options.Expiry && news == 0 && !x.exists() {
			x.gone = true
			delete(m.series, key)
			m.stats.Expired++
			continue
		}
		if m.tellsChanges(x) && news == 0 || x.of.Shape == Gauge && len(x.all) == 0 {
			continue
		}
		values := x.all
		if m.tellsChanges(x) {
			values = x.all[x.committed:]
		}
		p := modelPoint{of: x, upTo: len(x.all), start: x.start, time: max(now, x.start+1)}
		p.told = fmt.Sprintf("%d/%d/%s overflow=%t (%d, %d] %s",
			x.resource, x.instrument, x.label, x.overflow, p.start, p.time, x.of.tell(values, x.all))
		points = append(points, p)
	}
	return points
}

func (m *model) tellsChanges(x *modelSeries) bool {
	return m.options.Delta && x.of.Shape != UpDown && x.of.Shape != Gauge
}

// tell says what values come to, among all that there were.
func (in Instrument) tell(values, all []modelValue) string {
	switch in.Shape {
	case Counter:
		return fmt.Sprint("total ", sumOf(values))
	case Sum:
		return fmt.Sprint("sum ", positiveSumOf(values))
	case Exponential:
		// The scale is that of all values, not only of those that are told.
		b := naive(plain(values), in.MaxSize)
		b.downscale(b.Scale - naive(plain(all), in.MaxSize).Scale)
		return fmt.Sprint("n ", len(values), " sum ", positiveSumOf(values), " ", tellBuckets(b))
	case UpDown:
		return fmt.Sprint("level ", sumOf(values))
	case Gauge:
		last := values[0]
		for _, v := range values[1:] {
			if v.at >= last.at {
				last = v
			}
		}
		return fmt.Sprint("value ", last.value)
	}
	buckets := make([]uint64, len(in.Bounds)+1)
	for _, v := range values {
		i := slices.IndexFunc(in.Bounds, func(bound float64) bool { return v.value <= bound })
		if i < 0 {
			i = len(in.Bounds)
		}
		buckets[i]++
	}
	return fmt.Sprint("sum ", sumOf(values), " buckets ", buckets)
}

func (m *model) commit(points []modelPoint) {
	for _, p := range points {
		if m.tellsChanges(p.of) {
			p.of.start = p.time
		}
		p.of.committed = p.upTo
	}
}

func (m *model) tellPoint(p Point) string {
	label := ""
	if !p.Overflow {
		label = p.Values[0].Str()
	}
	what := ""
	switch m.instruments[p.Instrument].Shape {
	case Counter:
		what = fmt.Sprint("total ", float64(p.Count))
	case Sum:
		what = fmt.Sprint("sum ", p.Sum)
	case UpDown:
		what = fmt.Sprint("level ", float64(p.Level))
	case Gauge:
		what = fmt.Sprint("value ", p.Value)
	case Histogram:
		what = fmt.Sprint("sum ", p.Sum, " buckets ", p.Buckets)
	case Exponential:
		what = fmt.Sprint("n ", p.Count, " sum ", p.Sum, " ", tellBuckets(p.Exponential))
	}
	return fmt.Sprintf("%d/%d/%s overflow=%t (%d, %d] %s", p.Resource, p.Instrument, label, p.Overflow, p.Start, p.Time, what)
}

// anyValue is a value that instruments of a shape see, and now and then one that they
// should not.
func anyValue(r *rand.Rand, shape Shape) float64 {
	if r.IntN(50) == 0 {
		return math.NaN()
	}
	switch shape {
	case UpDown:
		return float64(r.IntN(3) - 1)
	case Sum:
		return float64(r.IntN(12)-2) / 4
	case Gauge:
		return float64(r.IntN(12)-2) / 4
	case Exponential:
		return math.Ldexp(float64(r.IntN(11)-1), r.IntN(1+r.IntN(12)))
	default:
		return float64(r.IntN(11) - 1)
	}
}

// Random operations make the store and the model say the same, across expiry,
// overflow, failed exports and resources that come and go. Values are quarters, so that
// sums are exact in any order.
func TestStoreIsWhatItsModelIs(t *testing.T) {
	all := []Instrument{{}, {Shape: Histogram, Bounds: []float64{2, 5}}, {Shape: Sum}, {Shape: UpDown}, {Shape: Gauge}, {Shape: Exponential, MaxSize: 5}}
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 7))
		instruments := slices.Clone(all)
		r.Shuffle(len(all), func(i, j int) { instruments[i], instruments[j] = instruments[j], instruments[i] })
		instruments = instruments[:1+r.IntN(len(all))]
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
					value := anyValue(r, instruments[instrument].Shape)
					require.True(t, h.real.Observe(value, stale, Span{}))
					m.observe(h.same, value, stale)
				case dice < 85 && len(handles) > 0:
					h := handles[max(0, len(handles)-1-r.IntN(50))]
					value := anyValue(r, h.same.of.Shape)
					require.Equal(t, m.observe(h.same, value, now), h.real.Observe(value, now, Span{}))
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
					requireSame(t, m, want, got)
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

func requireSame(t *testing.T, m *model, want []modelPoint, got []Point) {
	t.Helper()
	var a, b []string
	for _, p := range want {
		a = append(a, p.told)
	}
	for _, p := range got {
		b = append(b, m.tellPoint(p))
	}
	slices.SortFunc(a, cmp.Compare[string])
	slices.SortFunc(b, cmp.Compare[string])
	require.Equal(t, a, b)
	for _, p := range got {
		assert.Less(t, p.Start, p.Time)
	}
}
