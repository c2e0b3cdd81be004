package flow

import (
	"encoding/binary"
	"math/bits"
)

// gramSize is how many letters and digits a fingerprint of a passage covers, in bytes.
// Shorter ones are shared by texts that have nothing to do with each other ("please let
// me know if you have").
const gramSize = 32

// gram returns the fingerprint of the gramSize bytes that b begins with. Every position
// has its own, computed without the one before: that needs four words and two
// multiplications, but none of them waits for another, as the sums of a rolling hash
// do. The multiplication is that of wyhash.
func (e *Engine) gram(b []byte) uint64 {
	_ = b[gramSize-1]
	h1, l1 := bits.Mul64(word(b)^e.keys[0], word(b[8:])^e.keys[1])
	h2, l2 := bits.Mul64(word(b[16:])^e.keys[2], word(b[24:])^e.keys[3])
	return (h1 ^ l1) + bits.RotateLeft64(h2^l2, 32)
}

// minValue and maxValue are the least and the greatest length of a value. What is
// shorter comes up by chance; what is longer holds a passage.
const (
	minValue = 8
	maxValue = 64
)

// value returns the fingerprint of a value, of whatever length in between. Values and
// passages have fingerprints that have nothing in common.
func (e *Engine) value(b []byte) uint64 {
	h := e.keys[4] ^ uint64(len(b))
	last := b[len(b)-8:]
	for ; len(b) > 8; b = b[8:] {
		h = e.mix(h, word(b))
	}
	return e.mix(h, word(last))
}

func (e *Engine) mix(h, word uint64) uint64 {
	hi, lo := bits.Mul64(h^word, e.keys[5]|1)
	return hi ^ bits.RotateLeft64(lo, 32)
}

func word(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }
