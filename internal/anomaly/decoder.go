package anomaly

import (
	"encoding/binary"
	"errors"
)

// errShort is that a part of a state ends in the middle of something.
var errShort = errors.New("it ends too early")

// decoder reads numbers one after the other. When there are not enough, it is bad and all
// others are 0.
type decoder struct {
	rest []byte
	bad  bool
}

func (d *decoder) bytes(n int) []byte {
	if n < 0 || n > len(d.rest) {
		d.rest, d.bad = nil, true
		return nil
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

func (d *decoder) uint32() uint32 {
	if b := d.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (d *decoder) uint64() uint64 {
	if b := d.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (d *decoder) end() error {
	if d.bad || len(d.rest) > 0 {
		return errShort
	}
	return nil
}

func appendWords(b []byte, all ...uint64) []byte {
	for _, word := range all {
		b = binary.LittleEndian.AppendUint64(b, word)
	}
	return b
}
