package sketch

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"
)

// What a binary form begins with: the kind of sketch and the version of the form. All
// numbers after it are variable-length integers of encoding/binary.
const version = 1

const (
	kindQuantiles = 'Q'
	kindDistinct  = 'D'
	kindHeavy     = 'H'
	kindRate      = 'R'
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

func (f *form) signed() int64 {
	x := f.number(math.MaxUint64)
	return int64(x>>1) ^ -int64(x&1)
}

// end says whether all was read, and nothing was wrong.
func (f *form) end() error {
	if f.bad || len(f.data) > 0 {
		return errForm
	}
	return nil
}

// AppendBinary appends the binary form, of about 3 bytes for each bin that has values, and
// never fails: how many values are 0, the index of the first bin, and for each bin with
// values how many without lie before it and its count.
func (q *Quantiles) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, kindQuantiles, version)
	b = binary.AppendUvarint(b, uint64(q.zero))
	b = binary.AppendVarint(b, int64(q.base))
	gap := uint64(0)
	for _, n := range q.bins {
		if n == 0 {
			gap++
			continue
		}
		b = binary.AppendUvarint(b, gap)
		b = binary.AppendUvarint(b, uint64(n))
		gap = 0
	}
	return b, nil
}

// UnmarshalBinary reads the binary form.
func (q *Quantiles) UnmarshalBinary(data []byte) error {
	f := open(data, kindQuantiles)
	read := Quantiles{zero: uint32(f.number(math.MaxUint32))}
	base := f.signed()
	if limit := int64(math.MaxInt16); base < -limit || base > limit {
		return errForm
	}
	read.base = int32(base)
	for i := uint64(0); len(f.data) > 0; i++ {
		i += f.number(numBins)
		n := f.number(math.MaxUint16)
		if i >= numBins || n == 0 {
			return errForm
		}
		read.bins[i] = uint16(n)
		read.total += uint32(n)
	}
	if err := f.end(); err != nil {
		return err
	}
	*q = read
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

// AppendBinary appends the binary form, of up to 30 bytes for each counter, and never
// fails: the number of counters there are to be, the total, what a merge has missed, and the
// counters.
func (h *Heavy) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, kindHeavy, version)
	b = binary.AppendUvarint(b, uint64(cap(h.counters)))
	b = binary.AppendUvarint(b, h.total)
	b = binary.AppendUvarint(b, h.missed)
	for _, c := range h.counters {
		b = binary.AppendUvarint(b, c.Key)
		b = binary.AppendUvarint(b, c.Count)
		b = binary.AppendUvarint(b, c.Error)
	}
	return b, nil
}

// UnmarshalBinary reads the binary form.
func (h *Heavy) UnmarshalBinary(data []byte) error {
	f := open(data, kindHeavy)
	k := int(f.number(maxHeavy))
	read := Heavy{total: f.number(math.MaxUint64), missed: f.number(math.MaxUint64)}
	for len(f.data) > 0 {
		c := Counter{f.number(math.MaxUint64), f.number(math.MaxUint64), 0}
		c.Error = f.number(c.Count)
		if len(read.counters) == k || indexOfKey(read.counters, c.Key) >= 0 {
			return errForm
		}
		read.counters = append(read.counters, c)
	}
	if err := f.end(); err != nil {
		return err
	}
	read.counters = append(make([]Counter, 0, k), read.counters...)
	*h = read
	return nil
}

// AppendBinary appends the binary form, of at most 32 bytes, and never fails: the half-life
// and the time of the last event in nanoseconds, and the bits of the count.
func (r *Rate) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, kindRate, version)
	b = binary.AppendVarint(b, int64(r.HalfLife))
	b = binary.AppendVarint(b, r.last)
	b = binary.AppendUvarint(b, math.Float64bits(r.count))
	return b, nil
}

// UnmarshalBinary reads the binary form.
func (r *Rate) UnmarshalBinary(data []byte) error {
	f := open(data, kindRate)
	read := Rate{HalfLife: time.Duration(f.signed()), last: f.signed()}
	read.count = math.Float64frombits(f.number(math.MaxUint64))
	if err := f.end(); err != nil {
		return err
	}
	if !(read.count >= 0 && read.count <= maxWeight) {
		return errForm
	}
	*r = read
	return nil
}
