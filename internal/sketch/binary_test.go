package sketch

import (
	"encoding"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

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
