package ascii

import "encoding/binary"

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// lookAtWords looks at eight bytes at once, as a processor without other means can (Warren,
// Hacker's Delight, 6-1).
func lookAtWords(block *[BlockSize]byte) (capitals, small, digits, spaces uint64) {
	for i := 0; i < BlockSize; i += 8 {
		x := binary.LittleEndian.Uint64(block[i : i+8])
		capitals |= gather(between(x, 'A', 'Z')) << i
		small |= gather(between(x, 'a', 'z')) << i
		digits |= gather(between(x, '0', '9')) << i
		spaces |= gather(between(x, ' ', ' ')) << i
	}
	return capitals, small, digits, spaces
}

// between has the high bit of each of eight bytes that is in a range of ASCII, and no other bit.
func between(x, first, last uint64) uint64 {
	low := x &^ highBits
	return (low + (0x80-first)*eachByte) &^ (low + (0x7f-last)*eachByte) &^ x & highBits
}

// gather brings the high bits of eight bytes together; no other bit may be set.
func gather(x uint64) uint64 { return x * 0x0002040810204081 >> 56 }
