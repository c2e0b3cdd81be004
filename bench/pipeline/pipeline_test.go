package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain makes the test binary a collector where the program would be one.
func TestMain(m *testing.M) {
	if os.Getenv(roleVariable) != "" {
		exit(play(os.Args[1]))
	}
	os.Exit(m.Run())
}

// TestSidesDoTheSame sends every side the same spans; each has counted all of them at the end.
func TestSidesDoTheSame(t *testing.T) {
	s := &starter{}
	defer s.stop()
	sides, err := s.all()
	require.NoError(t, err)
	turns, err := measure(t.Context(), sides, &options{rounds: 1, batches: 2})
	require.NoError(t, err)
	for _, side := range sides {
		assert.Equal(t, 4, side.batches, "two before the first round, two in it")
		require.NoError(t, side.counted(t.Context()), side.name)
	}
	var out strings.Builder
	require.NoError(t, report(&out, sides, turns))
	assert.Equal(t, 1+len(sides), strings.Count(out.String(), "\n"), out.String())
}

func TestQuantile(t *testing.T) {
	assert.InDelta(t, 2, quantile([]float64{3, 1, 2}, 0.5), 0)
	assert.InDelta(t, 5, quantile([]float64{5}, 0.75), 0)
}
