package anomaly

import (
	"encoding"
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

// part reads what appendPart has written.
func (d *decoder) part() []byte { return d.bytes(int(min(d.uint64(), maxState))) }

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

// appendPart appends a part behind its length. One that cannot be written is empty.
func appendPart(b []byte, part encoding.BinaryAppender) []byte {
	at := len(b)
	b = appendWords(b, 0)
	out, err := part.AppendBinary(b)
	if err != nil {
		return b[:at+8]
	}
	binary.LittleEndian.PutUint64(out[at:], uint64(len(out)-at-8))
	return out
}
