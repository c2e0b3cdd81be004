package baseline

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// TestMemoryIsBounded keeps a thousand tools of four series each below 16 MB. No type here
// has a pointer, so that its size is all it takes.
func TestMemoryIsBounded(t *testing.T) {
	require.LessOrEqual(t, unsafe.Sizeof(Series{}), uintptr(4000))
	require.LessOrEqual(t, unsafe.Sizeof(Tail{}), uintptr(80))
	require.LessOrEqual(t, unsafe.Sizeof(Budget{}), uintptr(128))
	require.LessOrEqual(t, unsafe.Sizeof(Latch{}), uintptr(24))
	t.Log("a series takes", unsafe.Sizeof(Series{}), "bytes, its state", len(stateOf(t, NewSeries(0))))
}

func TestJudgingDoesNotAllocate(t *testing.T) {
	s, b, xs := NewSeries(0), NewBudget(1), noise(1000, 1)
	i := 0
	require.Zero(t, testing.AllocsPerRun(3000, func() {
		at := start + int64(i)*minute
		b.Observe(at, s.Observe(at, xs[i%len(xs)]).Score)
		i++
	}))
}

func BenchmarkSeries(b *testing.B) {
	s, xs := NewSeries(0), noise(1<<12, 1)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Observe(start+int64(i)*minute, xs[i%len(xs)])
	}
}

func BenchmarkTail(b *testing.B) {
	var t Tail
	xs := noise(1<<12, 1)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		t.Observe(xs[i%len(xs)])
	}
}

func BenchmarkState(b *testing.B) {
	s := NewSeries(0)
	var state []byte
	b.ReportAllocs()
	for b.Loop() {
		state, _ = s.AppendBinary(state[:0])
		if s.UnmarshalBinary(state) != nil {
			b.Fatal()
		}
	}
}
