package ascii

// Eight returns the first eight bytes of a text as a number, the first as the lowest.
func Eight(text string) uint64 {
	_ = text[7]
	return uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
		uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
}

// Are has the high bit of each of eight bytes that is b, and no other bit (Warren, Hacker's Delight, 6-1).
func Are(eight uint64, b byte) uint64 {
	x := eight ^ eachByte*uint64(b)
	return ^(x&^highBits + ^uint64(highBits) | x | ^uint64(highBits))
}
