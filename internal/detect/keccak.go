package detect

import (
	"encoding/binary"
	"math/bits"
)

// keccak256 is the hash of Ethereum: Keccak as it was before FIPS 202 changed the
// padding, for a message of one block. The standard library has only the later one.
func keccak256(message []byte) (hash [32]byte) {
	const rate = 136
	var block [rate]byte
	copy(block[:], message)
	block[len(message)] = 0x01
	block[rate-1] |= 0x80
	var a [25]uint64
	for i := range rate / 8 {
		a[i] = binary.LittleEndian.Uint64(block[8*i:])
	}
	keccak(&a)
	for i := range 4 {
		binary.LittleEndian.PutUint64(hash[8*i:], a[i])
	}
	return hash
}

// keccak is the permutation Keccak-f[1600] (FIPS 202, 3.2 and 3.3).
func keccak(a *[25]uint64) {
	lfsr := uint8(1)
	for range 24 {
		theta(a)
		rhoPi(a)
		chi(a)
		a[0] ^= roundConstant(&lfsr)
	}
}

func theta(a *[25]uint64) {
	var c [5]uint64
	for x := range 5 {
		c[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
	}
	for i := range a {
		a[i] ^= c[(i+4)%5] ^ bits.RotateLeft64(c[(i+1)%5], 1)
	}
}

func rhoPi(a *[25]uint64) {
	x, y, last := 1, 0, a[1]
	for t := range 24 {
		x, y = y, (2*x+3*y)%5
		last, a[x+5*y] = a[x+5*y], bits.RotateLeft64(last, (t+1)*(t+2)/2%64)
	}
}

func chi(a *[25]uint64) {
	for y := 0; y < 25; y += 5 {
		row := [5]uint64(a[y : y+5])
		for x := range 5 {
			a[y+x] = row[x] ^ ^row[(x+1)%5]&row[(x+2)%5]
		}
	}
}

// roundConstant takes the next seven bits of the shift register.
func roundConstant(lfsr *uint8) (c uint64) {
	for j := range 7 {
		if *lfsr&1 != 0 {
			c |= 1 << (1<<j - 1)
		}
		*lfsr = *lfsr<<1 ^ *lfsr>>7*0x71
	}
	return c
}
