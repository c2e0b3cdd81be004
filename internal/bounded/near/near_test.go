package near

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBringChangesNothing(t *testing.T) {
	x := [9]uint64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	before := x
	require.Zero(t, testing.AllocsPerRun(10, func() {
		for i := range x {
			Bring(&x[i])
		}
	}))
	require.Equal(t, before, x)
	require.NotPanics(t, func() { Bring[uint64](nil) }, "an address is only a hint")
}

func TestBringThreeChangesNothing(t *testing.T) {
	x := [3]uint64{1, 2, 3}
	require.Zero(t, testing.AllocsPerRun(10, func() { BringThree(At(&x[0]), At(&x[1]), At(&x[2])) }))
	require.Equal(t, [3]uint64{1, 2, 3}, x)
	require.NotPanics(t, func() { BringThree(nil, nil, nil) }, "an address is only a hint")
}

func TestBringTextChangesNothing(t *testing.T) {
	for _, size := range []int{0, 1, 63, 64, 65, mostText, mostText + 1} {
		text := strings.Repeat("x", size)
		require.Zero(t, testing.AllocsPerRun(10, func() { BringText(text) }))
		require.Equal(t, strings.Repeat("x", size), text)
	}
}

func TestBringAllChangesNothing(t *testing.T) {
	x := [1000]uint64{1, 2, 3}
	before := x
	require.Zero(t, testing.AllocsPerRun(10, func() { BringAll(&x) }))
	require.Equal(t, before, x)
	require.NotPanics(t, func() { BringAll[[100]uint64](nil) }, "an address is only a hint")
}

func BenchmarkBring(b *testing.B) {
	x := new([64]byte)
	for b.Loop() {
		Bring(x)
	}
}
