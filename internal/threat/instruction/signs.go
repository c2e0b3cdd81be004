package instruction

import (
	"math/bits"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ascii"
)

// signs are the places of a block where letters and signs stand: sets with a bit for each place,
// the first the lowest. A sign is in the set of each of its meanings.
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
	names       uint64 // a full stop before these is in a name or a number
	slashes     uint64 // backslashes
	lines       uint64 // line ends
	specials    uint64 // say something themselves

	// Letters that may have a meaning behind a backslash. Not behind one, they may be missing.
	breaks  uint64 // line ends: n and r
	taken   uint64 // are of no word: n, r and t
	unicode uint64 // begin the number of a character: u

	capitals, small uint64
	digits, spaces  uint64
	_, _            uint64
	highs           uint64 // parts of characters beyond ASCII
}

// members are the signs of each set but the last.
var members = [...]string{
	`"'`, "'", ":,[{(=", ":]}", ",", ".", ":", "[];>)", "{}", "#*", "_-/,", `\`, "\n", "!?@$~<|\r",
	"nr", "nrt", "u",
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789", " ",
}

// tables say in which sets a byte of ASCII is, each of eight sets.
var tables = func() (tables [3][128]uint8) {
	for k, signs := range members {
		for _, b := range []byte(signs) {
			tables[k/8][b] |= 1 << (k % 8)
		}
	}
	return tables
}()

// look finds what stands in a block.
func (s *signs) look(block string) {
	if looksAtOnce {
		s.lookAtOnce((*[blockSize]byte)(unsafe.Pointer(unsafe.StringData(block[:blockSize]))))
	} else {
		s.lookAtEach(block)
	}
}

// Where processors cannot look up 64 bytes at once, each sign is one of these kinds, of which
// the sets are made.
const (
	none = iota
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
	breakLetter
	tabLetter
	unicodeLetter
	numSigns = 32 // with room, so that no index is out of it
)

var signOf = func() (of [256]uint8) {
	for sign, bytes := range [...]string{
		doubleQuote: `"`, apostrophe: `'`, comma: ",", dot: ".", colon: ":", openBracket: "[", openBrace: "{", opener: "(=",
		closeBracket: "]", closeBrace: "}", clauseSign: ";>)", star: "#*", nameSign: "_-/", backslash: `\`, lineEnd: "\n",
		special: "!?@$~<|\r", breakLetter: "nr", tabLetter: "t", unicodeLetter: "u",
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

func (s *signs) lookAtEach(block string) {
	sets := ascii.OfString(block)
	s.capitals, s.small, s.digits, s.spaces = sets.Capitals, sets.Small, sets.Digits, sets.Spaces
	var at [numSigns]uint64
	for rest := ^(sets.Letters() | s.digits | s.spaces); rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		at[signOf[block[i]]%numSigns] |= 1 << i
	}
	s.quotes = at[doubleQuote] | at[apostrophe]
	s.apostrophes = at[apostrophe]
	s.opens = at[colon] | at[comma] | at[openBracket] | at[openBrace] | at[opener]
	s.closes = at[colon] | at[closeBracket] | at[closeBrace]
	s.commas, s.dots, s.colons = at[comma], at[dot], at[colon]
	s.clauses = at[openBracket] | at[closeBracket] | at[clauseSign]
	s.braces = at[openBrace] | at[closeBrace]
	s.stars, s.names = at[star], at[nameSign]|at[comma]
	s.slashes, s.lines = at[backslash], at[lineEnd]
	s.specials, s.highs = at[special], at[highByte]
	for rest := s.slashes << 1 & s.small; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		at[signOf[block[i]]%numSigns] |= 1 << i
	}
	s.breaks, s.taken, s.unicode = at[breakLetter], at[breakLetter]|at[tabLetter], at[unicodeLetter]
}
