package detect

import (
	"crypto/sha256"
	"strings"
)

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

var inBase58 = chars(base58)

// base58Address returns the end of a Bitcoin-like address at i: 25 bytes, the last
// four of which check the others (Base58Check).
func base58Address(text string, i int) (end int, ok bool) {
	end = run(text, i, 36, &inBase58)
	if end-i < 26 || end-i > 35 || !endsToken(text, end) || isHexText(text[i:end]) {
		return 0, false
	}
	return end, base58Check(text[i:end])
}

func base58Check(text string) bool {
	var b [25]byte
	for i := range len(text) {
		carry := strings.IndexByte(base58, text[i])
		for j := len(b) - 1; j >= 0; j-- {
			carry += int(b[j]) * 58
			b[j] = byte(carry)
			carry >>= 8
		}
		if carry != 0 {
			return false
		}
	}
	first := sha256.Sum256(b[:21])
	second := sha256.Sum256(first[:])
	return [4]byte(second[:4]) == [4]byte(b[21:])
}

const bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// bech32 matches a segwit address (BIP 173, BIP 350) behind its prefix.
func bech32(text string, at int) (start, end int, ok bool) {
	if !startsToken(text, at) {
		return 0, 0, false
	}
	end = run(text, at, 91, &isAlnum)
	one := strings.IndexByte(text[at:end], '1')
	if one < 1 || end-at < 14 || end-at > 90 {
		return 0, 0, false
	}
	sum := bech32Sum(text[at:end], one)
	return at, end, sum == 1 || sum == 0x2bc830a3
}

// bech32Sum is the polymod of BIP 173.
func bech32Sum(text string, one int) uint32 {
	sum := uint32(1)
	step := func(v uint32) {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ v
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 != 0 {
				sum ^= g
			}
		}
	}
	for i := range one {
		step(uint32(lower(text[i])) >> 5)
	}
	step(0)
	for i := range one {
		step(uint32(lower(text[i])) & 31)
	}
	for i := one + 1; i < len(text); i++ {
		v := strings.IndexByte(bech32Alphabet, lower(text[i]))
		if v < 0 {
			return 0
		}
		step(uint32(v))
	}
	return sum
}

// ethereum matches "0x" and 40 hexadecimal digits; where their case is mixed it is
// a check (EIP-55).
func ethereum(text string, at int) (start, end int, ok bool) {
	if !startsToken(text, at) {
		return 0, 0, false
	}
	end = run(text, at+2, 41, &isHex)
	value := text[at:end]
	if len(value) != 42 || !endsToken(text, end) || entropy(value) < 2.5 {
		return 0, 0, false
	}
	return at, end, value[2:] == strings.ToLower(value[2:]) || value[2:] == strings.ToUpper(value[2:]) || eip55(value[2:])
}

// eip55 says whether letters are upper case where the digits of the hash are 8 or
// more.
func eip55(address string) bool {
	var text [40]byte
	for i := range text {
		text[i] = lower(address[i])
	}
	hash := keccak256(text[:])
	for i := range text {
		digit := hash[i/2] >> (4 * (1 - i%2)) & 15
		if isAlpha[address[i]] && isUpper[address[i]] != (digit >= 8) {
			return false
		}
	}
	return true
}
