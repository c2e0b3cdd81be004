package instruction

import "math/bits"

// signs are the places of a block where signs stand: sets with a bit for each place, the first
// the lowest. A sign is in the set of each of its meanings.
type signs struct {
	quotes      uint64 // " and '
	apostrophes uint64 // '
	opens       uint64 // stand before a quoted value
	closes      uint64 // stand behind one
	commas      uint64
	dots        uint64
	colons      uint64
	clauses     uint64 // begin a clause
	braces      uint64 // end a sentence
	stars       uint64 // begin a clause if a space follows
	joints      uint64 // a full stop before these is in a name or a number
	slashes     uint64 // backslashes
	lines       uint64 // line ends
	specials    uint64 // say something themselves
	highs       uint64 // parts of characters beyond ASCII
}

// Each byte is of one of these kinds. They are what the sets are made of.
const (
	plainByte = iota
	doubleQuote
	apostrophe
	comma
	dot
	colon
	openBracket
	openBrace
	opener // of a value, and nothing else
	closeBracket
	closeBrace
	clauseSign
	star
	nameSign
	backslash
	lineEnd
	special
	highByte
	numSigns = 32 // with room, so that no index is out of it
)

var signOf = func() (of [256]uint8) {
	for sign, bytes := range [...]string{
		doubleQuote: `"`, apostrophe: `'`, comma: ",", dot: ".", colon: ":", openBracket: "[", openBrace: "{", opener: "(=",
		closeBracket: "]", closeBrace: "}", clauseSign: ";>)", star: "#*", nameSign: "_-/", backslash: `\`, lineEnd: "\n",
		special: "!?@$~<|\r",
	} {
		for _, b := range []byte(bytes) {
			of[b] = uint8(sign)
		}
	}
	for b := 0x80; b < len(of); b++ {
		of[b] = highByte
	}
	return of
}()

// look finds the signs of a block, which stand at some of the places.
func (s *signs) look(block string, places uint64) {
	var at [numSigns]uint64
	for ; places != 0; places &= places - 1 {
		i := bits.TrailingZeros64(places)
		at[signOf[block[i]]%numSigns] |= 1 << i
	}
	s.quotes = at[doubleQuote] | at[apostrophe]
	s.apostrophes = at[apostrophe]
	s.opens = at[colon] | at[comma] | at[openBracket] | at[openBrace] | at[opener]
	s.closes = at[colon] | at[closeBracket] | at[closeBrace]
	s.commas, s.dots, s.colons = at[comma], at[dot], at[colon]
	s.clauses = at[openBracket] | at[closeBracket] | at[clauseSign]
	s.braces = at[openBrace] | at[closeBrace]
	s.stars, s.joints = at[star], at[nameSign]|at[comma]
	s.slashes, s.lines = at[backslash], at[lineEnd]
	s.specials, s.highs = at[special], at[highByte]
}
