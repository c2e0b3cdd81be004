package mcp

import "math/bits"

// UniqueID reports whether an id was in all likelihood drawn at random from so many that
// nobody else has it, as the specification asks of session ids (2025-11-25,
// basic/transports): whoever states such an id means the same. Any other, such as "42",
// "default" or "support-2026-11-22", says something only together with who states it.
//
// Unique are UUIDs, whatever is before them, and ids of 20 characters or more in the last
// 32 of which letters and digits, or small letters and capitals, take turns as they do in
// no names that have numbers behind them. So are 128 bits in hexadecimal, practically
// always, and tokens in base32 and base64, of which a few in a hundred happen to look like
// names. Neither a number is, however long, nor a date: they count up.
func UniqueID(id string) bool {
	return endsInUUID(id) || len(id) >= minUnique && alternates(id[max(0, len(id)-maxLook):])
}

const (
	minUnique = 20 // characters; 80 bits and more of what is drawn at random
	maxLook   = 32
	uuidSize  = 36
	// everyByte repeats a byte in a word.
	everyByte = 0x0101010101010101
)

// endsInUUID reports whether an id ends in a UUID: 8-4-4-4-12 digits, of which the first
// and the last eight are looked at, and the first differ: some use one of zeros as none.
func endsInUUID(id string) bool {
	if len(id) < uuidSize {
		return false
	}
	id = id[len(id)-uuidSize:]
	// Both pairs of dashes are as far apart.
	if (word(id[8:16])^dashes|(word(id[18:26])^dashes))&everyDash != 0 {
		return false
	}
	first, last := word(id[:8]), word(id[28:])
	return (beyondHex(first)|beyondHex(last))&(0x40*everyByte) == 0 && first != bits.RotateLeft64(first, 8)
}

// dashes are the first and the sixth byte of a word, everyDash all bits of these.
const (
	dashes    = '-' | '-'<<40
	everyDash = 0xff | 0xff<<40
)

// beyondHex has the bit of 0x40 of each byte of a word that is a letter after g.
func beyondHex(w uint64) uint64 { return (w<<2 | w<<3) & w }

// word is the first eight bytes of a text that has them.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// sort is what a character is to [alternates].
type sort uint8

const (
	separator sort = iota
	small
	capital
	digit
)

var sorts = func() (of [256]sort) {
	for c := range of {
		switch {
		case 'a' <= c && c <= 'z':
			of[c] = small
		case 'A' <= c && c <= 'Z':
			of[c] = capital
		case '0' <= c && c <= '9':
			of[c] = digit
		}
	}
	return of
}()

// What it takes for a text to alternate.
const (
	manyTurns      = 4
	manyDigitTurns = 2 // of them; names may be written in CamelCase
)

// alternates reports whether the sorts of characters take turns often. Of turns within a
// word those do not count that names have: from a capital to small letters, and to the
// number that ends the word.
func alternates(text string) bool {
	turns, digitTurns := 0, 0
	before, beforeNumber := separator, separator // of the character, of its number
	for i := range len(text) {
		now := sorts[text[i]]
		switch {
		case now == before || now == separator:
		case now == digit:
			beforeNumber = before
		case before == digit:
			turns++
			digitTurns++
			if beforeNumber != separator {
				turns++
				digitTurns++
			}
		case before == small:
			turns++
		}
		if turns >= manyTurns && digitTurns >= manyDigitTurns {
			return true
		}
		before = now
	}
	return false
}
