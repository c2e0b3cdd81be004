package threat

import (
	"math/bits"
	"unsafe"
)

// A sieve holds back bytes that cannot be of interest with the ones before and after them. It
// looks at 32 places at once and says for each whether it may be one, by three tables, one
// for each of the bytes: a class is a bit that is set for some lower and some higher halves
// of bytes, and a place is of a class if all three bytes are. So it lets pass more than it
// should where a class is no rectangle of halves, never less.
type sieve struct{ low, high [3][16]byte }

// The tables of a sieve.
const (
	tableBefore = iota
	tableAt
	tableNext
)

// classes are what the sieves tell apart: bytes that are special before some others. Those of
// one class have halves in common and much the same neighbours. A backslash is of three, by
// what it escapes: together they have everything that is no common escape.
var classes = [2][8]struct {
	at   string
	next func(byte) bool // nil is whatever is special behind these
}{
	{
		{at: ".", next: func(b byte) bool { return b>>4 == 2 }},
		{at: ".", next: func(b byte) bool { return b>>4 != 2 }},
		{at: "/"},
		{at: "("},
		{at: "-"},
		{at: "%&$"},
		{at: ";<"},
		{at: "`"},
	}, {
		{at: `\`, next: func(b byte) bool { return b>>4 == 2 }},
		{at: `\`, next: func(b byte) bool { return b>>4 != 2 && b>>4 != 7 }},
		{at: `\`, next: func(b byte) bool { return b>>4 != 2 && b>>4 != 6 }},
		{at: "|\x7f"},
		{at: "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x1b\x1c\x1e\x1f"},
		{at: "\x19\x1a\x1d\xc2\xcd"},
		{at: "\xe1\xe2\xe3"},
		{at: "\xef\xf3"},
	},
}

var sieves = func() (all [len(classes)]sieve) {
	for i := range classes {
		for bit, c := range classes[i] {
			for _, at := range []byte(c.at) {
				all[i].add(1<<bit, at, c.next)
			}
		}
	}
	return all
}()

// add adds a byte to a class, with all that it is special between.
func (s *sieve) add(class, at byte, next func(byte) bool) {
	s.set(tableAt, class, at)
	for i := range 256 {
		other := byte(i)
		if withNext[pair(at, other)] != 0 && (next == nil || next(other)) {
			s.set(tableNext, class, other)
		}
		if withBefore[pair(other, at)] != 0 {
			s.set(tableBefore, class, other)
		}
	}
}

func (s *sieve) set(table int, class, b byte) {
	s.low[table][b&15] |= class
	s.high[table][b>>4] |= class
}

// A word is 64 places, which take 66 bytes: with one before them and one behind.
const (
	words     = 32 // are sieved at once
	leastSome = 1 + 64 + 1
	mostSome  = 1 + 64*words + 1
)

// scanSieved is what scan is where sieves work. The first and the last byte, which have nothing
// before or behind them, are looked at by themselves.
func scanSieved(text string) (seen trigger) {
	if text == "" {
		return 0
	}
	seen = look(text, 0, 1) | look(text, len(text)-1, len(text))
	if len(text) < leastSome {
		return seen | scanShort(text)
	}
	for at := 0; at+2 < len(text); at += 64 * words {
		from := min(at, len(text)-leastSome)
		seen |= passed(text[from:min(from+mostSome, len(text))], text, from, ^uint64(0))
	}
	return seen
}

// scanShort looks at the first 64 places of a text that is too short to be sieved.
func scanShort(text string) (seen trigger) {
	var copied [leastSome]byte
	copy(copied[1:], text)
	return passed(unsafe.String(&copied[0], len(copied)), text, -1, 1<<len(text)-1) // no other copy: it would be allocated
}

// passed looks at what passes the sieves, of some of a text from an offset on and of those
// places of a word that a mask has. The last word begins within the one before, if it takes that
// to be one.
func passed(some, text string, from int, mask uint64) (seen trigger) {
	var found [words]uint64
	n := (len(some) - 2 + 63) / 64
	sift(&found, some, n)
	for word, these := range found[:n] {
		at := min(64*word, len(some)-leastSome)
		for these &= mask; these != 0; these &= these - 1 {
			i := at + bits.TrailingZeros64(these)
			three := some[i : i+3]
			saw := trigger(withBefore[pair(three[0], three[1])] & withNext[pair(three[1], three[2])])
			if saw&sawShell != 0 && !mayBeShell(text, from+i+1) {
				saw &^= sawShell
			}
			seen |= saw
		}
	}
	return seen
}
