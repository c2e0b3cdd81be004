package sketch

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// What a binary form begins with: the kind of sketch and the version of the form. All
// numbers after it are variable-length integers of encoding/binary.
const (
	kindDistinct = 'D'
	version      = 1
)

// errForm says that bytes are not the binary form of a sketch of this kind.
var errForm = errors.New("sketch: not a binary form of this kind and version")

// form reads a binary form. After the first thing that cannot be read, all is 0.
type form struct {
	data []byte
	bad  bool
}

func open(data []byte, kind byte) form {
	if len(data) < 2 || data[0] != kind || data[1] != version {
		return form{bad: true}
	}
	return form{data: data[2:]}
}

// number reads a number up to a limit.
func (f *form) number(limit uint64) uint64 {
	x, n := binary.Uvarint(f.data)
	if n <= 0 || x > limit {
		*f = form{bad: true}
		return 0
	}
	f.data = f.data[n:]
	return x
}

// end says whether all was read, and nothing was wrong.
func (f *form) end() error {
	if f.bad || len(f.data) > 0 {
		return errForm
	}
	return nil
}

// AppendBinary appends the binary form, of at most 160 bytes, and never fails: the number
// of hashes or 255 for registers, and the words in use.
func (d *Distinct) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, kindDistinct, version)
	b = binary.AppendUvarint(b, uint64(d.n))
	for _, w := range d.words[:min(d.n, exactHashes)] {
		b = binary.AppendUvarint(b, uint64(w))
	}
	return b, nil
}

// UnmarshalBinary reads the binary form.
func (d *Distinct) UnmarshalBinary(data []byte) error {
	f := open(data, kindDistinct)
	read := Distinct{n: uint8(f.number(dense))}
	if read.n > exactHashes && read.n != dense {
		return errForm
	}
	words := read.words[:min(read.n, exactHashes)]
	for i := range words {
		words[i] = uint32(f.number(math.MaxUint32))
	}
	if err := f.end(); err != nil {
		return err
	}
	for i, w := range words {
		if read.n != dense && slices.Contains(words[:i], w) {
			return errForm
		}
	}
	*d = read
	return nil
}
