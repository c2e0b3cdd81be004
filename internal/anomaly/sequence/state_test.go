package sequence_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

func saved(t testing.TB, m *sequence.Model) []byte {
	t.Helper()
	b, err := m.AppendBinary(nil)
	require.NoError(t, err)
	return b
}

// At any moment of a stream, a model that is saved and restored goes on like the one
// that was not.
func TestRestoredScoresAlike(t *testing.T) {
	m, r, at := sequence.New(sequence.Options{}), rand.New(rand.NewPCG(1, 2)), start
	for i := range 400 {
		at = at.Add(time.Duration(r.IntN(72)) * time.Hour)
		list := support(r)
		if r.IntN(8) == 0 {
			list = append(list, attack...)
		}
		if i%7 == 0 {
			restored := sequence.New(sequence.Options{})
			require.NoError(t, restored.UnmarshalBinary(saved(t, m)))
			assert.Equal(t, saved(t, m), saved(t, restored))
			assert.Equal(t, *m, *restored)
			m = restored
		}
		run(m, by(r.IntN(20)), list, at)
	}
}

func TestStateIsAppended(t *testing.T) {
	m, _ := taught(sequence.Options{}, 30, support)
	b, err := m.AppendBinary([]byte("before"))
	require.NoError(t, err)
	assert.Equal(t, append([]byte("before"), saved(t, m)...), b)
}

func TestStateIsBounded(t *testing.T) {
	m, _ := taught(sequence.Options{}, 3000, anything)
	assert.Less(t, len(saved(t, m)), 75_000)
}

func TestStateThatIsRefused(t *testing.T) {
	m, _ := taught(sequence.Options{Key: 1}, 60, support)
	state := saved(t, m)
	changed := func(at int, to byte) []byte {
		b := slices.Clone(state)
		b[at] = to
		return b
	}
	tests := map[string][]byte{
		"nothing":            nil,
		"another version":    changed(0, 99),
		"another key":        changed(1, state[1]^1),
		"cut":                state[:len(state)-1],
		"more than a state":  append(slices.Clone(state), 0),
		"a gain of nonsense": changed(1+8+8+7, 0xff),
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			other, _ := taught(sequence.Options{Key: 1}, 40, support)
			before := *other
			assert.ErrorIs(t, other.UnmarshalBinary(data), sequence.ErrState)
			assert.Equal(t, before, *other)
		})
	}
	assert.ErrorIs(t, sequence.New(sequence.Options{Key: 2}).UnmarshalBinary(state), sequence.ErrState)
}

func FuzzUnmarshalBinary(f *testing.F) {
	for _, n := range []int{0, 1, 60} {
		m, _ := taught(sequence.Options{}, n, support)
		f.Add(saved(f, m))
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		m := sequence.New(sequence.Options{})
		if m.UnmarshalBinary(data) != nil {
			return
		}
		assert.Equal(t, data, saved(t, m))
		r := rand.New(rand.NewPCG(1, 2))
		for i := range 10 {
			v := run(m, by(i), append(support(r), attack...), start.Add(time.Duration(i)*time.Hour))
			assert.True(t, v.Score >= 0 && v.Score <= 1)
		}
	})
}
