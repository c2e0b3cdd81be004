package flow

// blockSize is how many bytes are looked at together.
const blockSize = 64

// significantBits has a bit for each byte of a block that is a letter or a digit of ASCII.
func significantBits(block *[blockSize]byte) uint64 {
	return gather(significantBytes(word(block[:]))) | gather(significantBytes(word(block[8:])))<<8 |
		gather(significantBytes(word(block[16:])))<<16 | gather(significantBytes(word(block[24:])))<<24 |
		gather(significantBytes(word(block[32:])))<<32 | gather(significantBytes(word(block[40:])))<<40 |
		gather(significantBytes(word(block[48:])))<<48 | gather(significantBytes(word(block[56:])))<<56
}

// gather brings the high bits of eight bytes together; no other bit may be set.
func gather(x uint64) uint64 { return x * 0x0002040810204081 >> 56 }

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// smallLetters makes capitals of ASCII small, and leaves digits and small letters as they
// are.
const smallLetters = 0x20 * eachByte

// significantBytes has the high bit of each of eight bytes that is a letter or a digit of
// ASCII, and no other bit (Warren, Hacker's Delight, 6-1).
func significantBytes(x uint64) uint64 {
	low := x &^ highBits
	small := low | smallLetters
	letter := (small + (0x80-'a')*eachByte) &^ (small + (0x7f-'z')*eachByte)
	digit := (low + (0x80-'0')*eachByte) &^ (low + (0x7f-'9')*eachByte)
	return (letter | digit) &^ x & highBits
}
