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

// blocks is how many times 64 bytes are sieved at once.
const blocks = 16

// scanSieved is what scan is where sieves work.
func scanSieved(text string) (seen trigger) {
	if text == "" {
		return 0
	}
	seen = look(text, 0, 1)
	at := 1 // what is before the first and behind the last byte is no part of the text
	for at+64 < len(text) {
		n := min((len(text)-at-1)/64, blocks)
		seen |= passed(text, at, text[at-1:at+64*n+1], n)
		at += 64 * n
	}
	var rest [1 + 64 + 1]byte
	copy(rest[:], text[at-1:])
	return seen | passed(text, at, unsafe.String(&rest[0], len(rest)), 1) // a copy would be allocated
}

// passed looks at what passes the sieves of n times 64 bytes of text from at on. Sieved are
// these with the one before and the one behind them.
func passed(text string, at int, sieved string, n int) (seen trigger) {
	var found [blocks]uint64
	for i := range sieves {
		sieves[i].sift(&found, sieved, n)
	}
	if rest := len(text) - at; rest < 64*n { // what is sieved goes on behind the text
		found[n-1] &= 1<<(rest%64) - 1
	}
	for block, these := range found[:n] {
		for ; these != 0; these &= these - 1 {
			i := 64*block + bits.TrailingZeros64(these)
			three := sieved[i : i+3]
			saw := trigger(withBefore[pair(three[0], three[1])] & withNext[pair(three[1], three[2])])
			if saw&sawShell != 0 && !mayBeShell(text, at+i) {
				saw &^= sawShell
			}
			seen |= saw
		}
	}
	return seen
}
