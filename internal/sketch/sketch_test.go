package sketch

import (
	"cmp"
	"encoding"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// accuracy leaves room for rounding.
const accuracy = Accuracy * 1.0001

// distributions are what durations and sizes look like, in one unit or another.
var distributions = map[string]func(*rand.Rand) float64{
	"uniform":     func(r *rand.Rand) float64 { return r.Float64() },
	"exponential": func(r *rand.Rand) float64 { return r.ExpFloat64() * 1e6 },
	"log-normal":  func(r *rand.Rand) float64 { return math.Exp(2 * r.NormFloat64()) },
	"Pareto":      func(r *rand.Rand) float64 { return math.Pow(1-r.Float64(), -1.2) * 1e-3 },
	"two modes": func(r *rand.Rand) float64 {
		return []float64{1e-5, 3600}[r.IntN(2)] * (1 + 0.1*r.Float64())
	},
	"constant":      func(*rand.Rand) float64 { return 42 },
	"whole numbers": func(r *rand.Rand) float64 { return float64(r.IntN(20)) },
	"often zero":    func(r *rand.Rand) float64 { return max(0, r.NormFloat64()) },
}

func TestAQuantileIsAccurate(t *testing.T) {
	for name, draw := range distributions {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 2, 10, 1000, 50_000} {
				random := rand.New(rand.NewPCG(1, uint64(n)))
				var q Quantiles
				values := make([]float64, n)
				for i := range values {
					values[i] = draw(random)
					q.Add(values[i])
				}
				slices.Sort(values)
				require.EqualValues(t, n, q.Count())
				for _, p := range []float64{0, 0.01, 0.25, 0.5, 0.9, 0.99, 1} {
					want := values[int(p*float64(n-1))]
					require.InDelta(t, want, q.Quantile(p), want*accuracy, "%v of %v", p, n)
				}
			}
		})
	}
}

func TestMergedQuantilesAreThoseOfTheUnion(t *testing.T) {
	for name, draw := range distributions {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(3, 4))
			var a, b, both Quantiles
			for range 5000 {
				x, y := draw(random), draw(random)*50
				a.Add(x)
				b.Add(y)
				both.Add(x)
				both.Add(y)
			}
			unchanged := b
			a.Merge(&b)
			require.Equal(t, unchanged, b)
			require.Equal(t, both.Count(), a.Count())
			for p := 0.0; p <= 1; p += 0.01 {
				require.InEpsilon(t, 1+both.Quantile(p), 1+a.Quantile(p), 1e-12)
			}
		})
	}
}

func TestQuantilesOfOddValues(t *testing.T) {
	var q Quantiles
	require.True(t, math.IsNaN(q.Quantile(0.5)), "of nothing")
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		q.Add(x)
	}
	require.Zero(t, q.Count())
	q.Add(-5)
	q.Add(0)
	q.Add(10)
	require.EqualValues(t, 3, q.Count())
	require.Zero(t, q.Quantile(0.5))
	require.InDelta(t, 10, q.Quantile(2), 0.25, "more than all is all")
	require.Zero(t, q.Quantile(-1))
	require.True(t, math.IsNaN(q.Quantile(math.NaN())))
	q.Add(math.MaxFloat64)
	q.Add(math.SmallestNonzeroFloat64)
	require.EqualValues(t, 5, q.Count())
	require.False(t, math.IsInf(q.Quantile(1), 0))
}

func TestAnOutlierDoesNotMoveTheOthers(t *testing.T) {
	var q Quantiles
	for range 1000 {
		q.Add(0.001)
	}
	q.Add(1e200)
	require.InEpsilon(t, 0.001, q.Quantile(0.5), accuracy)
	require.Greater(t, q.Quantile(1), 1.0)
}

func TestTheLowestCollapse(t *testing.T) {
	var q Quantiles
	for range 10 {
		q.Add(1e-6)
	}
	for i := range 2000 {
		q.Add(1e3 + float64(i))
	}
	q.Add(1e5)
	require.EqualValues(t, 2011, q.Count())
	require.InEpsilon(t, 1e5, q.Quantile(1), accuracy, "the highest are told as they are")
	require.InEpsilon(t, 2000, q.Quantile(0.5), accuracy)
	require.Greater(t, q.Quantile(0), 1e-6)
	require.Less(t, q.Quantile(0), 1e-4)
}

func TestQuantilesForgetByHalves(t *testing.T) {
	var q Quantiles
	for i := range 1000 {
		q.Add(float64(i%100 + 1))
	}
	before := q.Quantile(0.5)
	q.Decay(0.5)
	require.InDelta(t, 500, q.Count(), 1)
	require.InEpsilon(t, before, q.Quantile(0.5), 3*Accuracy)
	q.Decay(math.NaN())
	q.Decay(1)
	q.Decay(-1)
	q.Decay(7)
	require.InDelta(t, 500, q.Count(), 1)
	q.Decay(0)
	require.Zero(t, q.Count())
	q.Add(1e9)
	require.InEpsilon(t, 1e9, q.Quantile(0.5), accuracy, "empty bins bind nothing")
	q.Reset()
	require.Equal(t, Quantiles{}, q)
}

func TestSingleValuesOutliveADecayTogether(t *testing.T) {
	var q Quantiles
	for x := 1.0; x < 1e6; x *= 1.2 {
		q.Add(x)
	}
	n := q.Count()
	q.Decay(0.5)
	require.InDelta(t, n/2, q.Count(), 1)
	require.Greater(t, q.Quantile(1), 1e5)
}

func TestABinDoesNotOverflow(t *testing.T) {
	var q Quantiles
	for range 300_000 {
		q.Add(1)
	}
	for range 1000 {
		q.Add(9)
	}
	require.LessOrEqual(t, q.Count(), uint64(300_000))
	require.InEpsilon(t, 1, q.Quantile(0.5), accuracy)
	o := q
	q.Merge(&o)
	require.InEpsilon(t, 1, q.Quantile(0.5), accuracy)
	require.InEpsilon(t, 9, q.Quantile(1), accuracy)
}

func TestASmallSetIsExact(t *testing.T) {
	var d Distinct
	for i := range uint64(exactHashes) {
		for range 3 {
			d.Add(i)
		}
		require.InDelta(t, i+1, d.Count(), 0)
	}
}

func TestALargeSetIsEstimated(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{31, 50, 100, 200, 500, 1000, 10_000, 100_000} {
		const tries = 60
		bias, square := 0.0, 0.0
		for range tries {
			var d Distinct
			from := random.Uint64()
			for i := range n {
				d.Add(from + uint64(i))
				d.Add(from + uint64(i))
			}
			off := d.Count()/float64(n) - 1
			bias += off / tries
			square += off * off / tries
		}
		require.Less(t, math.Sqrt(square), 0.092*1.4, n)
		require.Less(t, math.Abs(bias), 4*0.092/math.Sqrt(tries), n)
	}
}

func TestMergedSetsAreTheUnion(t *testing.T) {
	for _, sizes := range [][2]int{{0, 0}, {5, 0}, {0, 5}, {10, 10}, {20, 20}, {100, 5}, {5, 100}, {500, 700}} {
		var a, b, both Distinct
		for i := range sizes[0] {
			a.Add(uint64(i))
			both.Add(uint64(i))
		}
		for i := range sizes[1] {
			b.Add(uint64(i) + 3)
			both.Add(uint64(i) + 3)
		}
		unchanged := b
		a.Merge(&b)
		require.Equal(t, unchanged, b)
		require.InDelta(t, both.Count(), a.Count(), 0, sizes)
	}
	var d Distinct
	d.Add(1)
	d.Reset()
	require.Equal(t, Distinct{}, d)
}

// zipf draws keys of which few are frequent.
func zipf(random *rand.Rand) func() uint64 {
	z := rand.NewZipf(random, 1.3, 1, 1<<16)
	return z.Uint64
}

func requireBounds(t *testing.T, h *Heavy, exact map[uint64]uint64) {
	t.Helper()
	total, known := uint64(0), map[uint64]bool{}
	for _, n := range exact {
		total += n
	}
	require.Equal(t, total, h.Total())
	k := uint64(cap(h.counters))
	top := h.AppendTop(nil)
	require.True(t, slices.IsSortedFunc(top, func(a, b Counter) int { return cmp.Compare(b.Count, a.Count) }))
	for _, c := range top {
		known[c.Key] = true
		require.GreaterOrEqual(t, c.Count, exact[c.Key])
		require.LessOrEqual(t, c.Count-c.Error, exact[c.Key])
	}
	for key, n := range exact {
		if !known[key] {
			require.LessOrEqual(t, n, h.Missed())
			require.LessOrEqual(t, n, 2*total/k)
		}
	}
}

func TestHeavyBoundsHold(t *testing.T) {
	for _, k := range []int{1, 2, 16, 64} {
		random := rand.New(rand.NewPCG(7, uint64(k)))
		keys := map[string]func() uint64{
			"frequent ones": zipf(random),
			"all alike":     func() uint64 { return random.Uint64N(1000) },
			"few":           func() uint64 { return random.Uint64N(5) },
		}
		for name, draw := range keys {
			t.Run(name, func(t *testing.T) {
				h, exact := NewHeavy(k), map[uint64]uint64{}
				other, union := NewHeavy(k), map[uint64]uint64{}
				for range 20_000 {
					x, y, n := draw(), draw()+2, 1+random.Uint64N(3)
					h.Add(x, n)
					exact[x] += n
					other.Add(y, n)
					union[x] += n
					union[y] += n
				}
				requireBounds(t, h, exact)
				require.LessOrEqual(t, h.Missed(), h.Total()/uint64(k))
				h.Merge(other)
				requireBounds(t, h, union)
			})
		}
	}
}

func TestHeavyOfNothing(t *testing.T) {
	var h Heavy
	h.Add(1, 0)
	require.Zero(t, h.Total())
	require.Zero(t, h.Missed())
	require.Empty(t, h.AppendTop(nil))
	h.Merge(&Heavy{})
	h.Add(7, math.MaxUint64)
	h.Add(7, 5)
	require.Equal(t, uint64(math.MaxUint64), h.Total(), "a sum stays at the greatest")
	h.Reset()
	require.Zero(t, h.Total())
	require.Empty(t, h.AppendTop(nil))
	require.Equal(t, 1, cap(NewHeavy(-3).counters))
}

const second = int64(time.Second)

func TestARateIsThatOfASteadyStream(t *testing.T) {
	r := Rate{HalfLife: 10 * time.Second}
	now := int64(1_800_000_000) * second
	for range 5000 {
		now += second / 20
		r.Add(1, now)
	}
	require.InEpsilon(t, 20, r.PerSecond(now), 0.01)
	require.InEpsilon(t, 10, r.PerSecond(now+10*second), 0.01, "after one half-life without events")
}

func TestARateWithAClockThatGoesBack(t *testing.T) {
	r := Rate{HalfLife: time.Second}
	r.Add(8, 100*second)
	before := r.PerSecond(100 * second)
	require.Equal(t, before, r.PerSecond(0))
	r.Add(8, 0)
	require.Equal(t, 2*before, r.PerSecond(0))
	require.Equal(t, before, r.PerSecond(101*second))
	r.Add(1, math.MinInt64)
	r.Add(1, math.MaxInt64)
	require.False(t, math.IsNaN(r.PerSecond(math.MaxInt64)))
	require.Positive(t, r.PerSecond(math.MinInt64))
}

func TestARateOfOddNumbers(t *testing.T) {
	var r Rate
	for _, n := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -3, 0} {
		r.Add(n, 0)
	}
	require.Zero(t, r.PerSecond(0))
	r.Add(math.MaxFloat64, 0)
	r.Add(math.MaxFloat64, 0)
	require.False(t, math.IsInf(r.PerSecond(0), 0))
	r.Reset()
	require.Equal(t, Rate{}, r)
	far := Rate{}
	far.Add(1, math.MinInt64)
	require.Zero(t, far.PerSecond(math.MaxInt64), "what is so long ago counts for nothing")
}

func TestMergedRatesAreThatOfTheUnion(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	var a, b, both Rate
	now := int64(0)
	for range 1000 {
		now += random.Int64N(second)
		one := &a
		if random.IntN(3) == 0 {
			one = &b
		}
		one.Add(1, now)
		both.Add(1, now)
	}
	a.Merge(&b)
	require.InEpsilon(t, both.PerSecond(now), a.PerSecond(now), 1e-9)
	slow := Rate{HalfLife: time.Hour}
	slow.Merge(&both)
	require.InEpsilon(t, both.PerSecond(now), slow.PerSecond(now), 1e-9, "whatever its half-life")
}

// sketch is what all of them have in common.
type sketch interface {
	encoding.BinaryAppender
	encoding.BinaryUnmarshaler
}

func filled() map[string]sketch {
	random := rand.New(rand.NewPCG(1, 1))
	var q, qEmpty Quantiles
	var few, many, none Distinct
	h, full := NewHeavy(4), NewHeavy(4)
	r := Rate{HalfLife: time.Second}
	for i := range 1000 {
		q.Add(random.ExpFloat64())
		many.Add(uint64(i))
		few.Add(uint64(i % 9))
		h.Add(uint64(i%3), 1)
		full.Add(random.Uint64N(50), 2)
		r.Add(1, int64(i)*second)
	}
	q.Add(0)
	return map[string]sketch{
		"quantiles": &q, "no quantiles": &qEmpty, "few distinct": &few, "many distinct": &many, "none distinct": &none,
		"heavy": h, "full heavy": full, "no heavy": &Heavy{}, "rate": &r, "no rate": &Rate{},
	}
}

func empty(like sketch) sketch {
	switch like.(type) {
	case *Quantiles:
		return &Quantiles{}
	case *Distinct:
		return &Distinct{}
	case *Heavy:
		return &Heavy{}
	default:
		return &Rate{}
	}
}

func TestABinaryFormIsReadAgain(t *testing.T) {
	for name, s := range filled() {
		t.Run(name, func(t *testing.T) {
			data, err := s.AppendBinary([]byte("before"))
			require.NoError(t, err)
			data = data[len("before"):]
			read := empty(s)
			require.NoError(t, read.UnmarshalBinary(data))
			again, err := read.AppendBinary(nil)
			require.NoError(t, err)
			require.Equal(t, data, again)
			for n := range data {
				part := empty(s)
				if part.UnmarshalBinary(data[:n]) != nil {
					require.Equal(t, empty(s), part, "what cannot be read changes nothing")
				}
			}
			require.ErrorIs(t, read.UnmarshalBinary(append([]byte{data[0], version + 1}, data[2:]...)), errForm)
			require.ErrorIs(t, read.UnmarshalBinary(append([]byte{'x'}, data[1:]...)), errForm)
		})
	}
}

func FuzzUnmarshalBinary(f *testing.F) {
	for _, s := range filled() {
		data, _ := s.AppendBinary(nil) // never fails
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range []sketch{&Quantiles{}, &Distinct{}, &Heavy{}, &Rate{}} {
			if s.UnmarshalBinary(data) != nil {
				continue
			}
			first, err := s.AppendBinary(nil)
			require.NoError(t, err)
			read := empty(s)
			require.NoError(t, read.UnmarshalBinary(first))
			second, err := read.AppendBinary(nil)
			require.NoError(t, err)
			require.Equal(t, first, second)
			use(t, s)
		}
	})
}

// use does with a sketch whatever can be done with it.
func use(t *testing.T, s sketch) {
	switch s := s.(type) {
	case *Quantiles:
		s.Add(1)
		s.Merge(s)
		s.Decay(0.3)
		s.Add(1e300)
		s.Add(1e-300)
		require.False(t, math.IsNaN(s.Quantile(0.5)))
	case *Distinct:
		s.Add(1)
		s.Merge(s)
		require.Positive(t, s.Count())
	case *Heavy:
		s.Add(1, 1)
		s.Merge(s)
		require.NotEmpty(t, s.AppendTop(nil))
	case *Rate:
		s.Add(1, 1)
		s.Merge(s)
		require.False(t, math.IsNaN(s.PerSecond(1)))
	}
}

func TestNothingAllocates(t *testing.T) {
	var (
		q Quantiles
		d Distinct
		h Heavy
		r Rate
		i uint64
	)
	h.Add(0, 1)
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		i++
		q.Add(float64(i))
		d.Add(i)
		h.Add(i, 1)
		r.Add(1, int64(i))
		_ = q.Quantile(0.9) + d.Count() + r.PerSecond(int64(i))
		q.Decay(0.9)
	}))
}

func BenchmarkAdd(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, 1024)
	for i := range values {
		values[i] = random.ExpFloat64()
	}
	b.Run("Quantiles", func(b *testing.B) {
		b.ReportAllocs()
		var q Quantiles
		for i := 0; b.Loop(); i++ {
			q.Add(values[i%1024])
		}
	})
	b.Run("Distinct", func(b *testing.B) {
		b.ReportAllocs()
		var d Distinct
		for i := 0; b.Loop(); i++ {
			d.Add(uint64(i))
		}
	})
	b.Run("Heavy", func(b *testing.B) {
		b.ReportAllocs()
		var h Heavy
		for i := 0; b.Loop(); i++ {
			h.Add(uint64(values[i%1024]*50), 1)
		}
	})
	b.Run("Rate", func(b *testing.B) {
		b.ReportAllocs()
		var r Rate
		for i := 0; b.Loop(); i++ {
			r.Add(1, int64(i)*1000)
		}
	})
}
