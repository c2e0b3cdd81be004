package sketch

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func filled() map[string]*Distinct {
	var few, many, none Distinct
	for i := range 1000 {
		many.Add(uint64(i))
		few.Add(uint64(i % 9))
	}
	return map[string]*Distinct{"few distinct": &few, "many distinct": &many, "none distinct": &none}
}

func TestABinaryFormIsReadAgain(t *testing.T) {
	for name, d := range filled() {
		t.Run(name, func(t *testing.T) {
			data, err := d.AppendBinary([]byte("before"))
			require.NoError(t, err)
			data = data[len("before"):]
			var read Distinct
			require.NoError(t, read.UnmarshalBinary(data))
			again, err := read.AppendBinary(nil)
			require.NoError(t, err)
			require.Equal(t, data, again)
			for n := range data {
				var part Distinct
				if part.UnmarshalBinary(data[:n]) != nil {
					require.Equal(t, Distinct{}, part, "what cannot be read changes nothing")
				}
			}
			require.ErrorIs(t, read.UnmarshalBinary(append([]byte{data[0], version + 1}, data[2:]...)), errForm)
			require.ErrorIs(t, read.UnmarshalBinary(append([]byte{'x'}, data[1:]...)), errForm)
		})
	}
}

func FuzzUnmarshalBinary(f *testing.F) {
	for _, d := range filled() {
		data, _ := d.AppendBinary(nil) // never fails
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var d Distinct
		if d.UnmarshalBinary(data) != nil {
			return
		}
		first, err := d.AppendBinary(nil)
		require.NoError(t, err)
		var read Distinct
		require.NoError(t, read.UnmarshalBinary(first))
		second, err := read.AppendBinary(nil)
		require.NoError(t, err)
		require.Equal(t, first, second)
		d.Add(1)
		d.Merge(&read)
		require.Positive(t, d.Count())
	})
}
