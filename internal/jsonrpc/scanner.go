package jsonrpc

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// scanner walks over JSON text. Its methods return false where the text is not
// what RFC 8259 says, and leave the reason in fault.
type scanner struct {
	data  []byte
	pos   int
	fault Fault

	depth int
	// stack has a bit for each open container: 1 is an object.
	stack [maxDepth/64 + 1]uint64
}

// fail says what is wrong. At the end of the text the position is len(data), by
// which a text that was cut can be told from a wrong one.
func (s *scanner) fail(why Fault) bool {
	s.fault = why
	return false
}

func (s *scanner) space() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// peek returns the next byte, or 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

// value skips one value and returns its text.
func (s *scanner) value() (Raw, bool) {
	s.space()
	start := s.pos
	if !s.skip() {
		return nil, false
	}
	return Raw(s.data[start:s.pos]), true
}

// skip skips one value, however deep, without recursion.
func (s *scanner) skip() bool {
	base := s.depth
	for {
		s.space()
		opened, ok := s.begin()
		if !ok {
			return false
		}
		if opened {
			continue
		}
		if done, ok := s.unwind(base); done || !ok {
			return ok
		}
	}
}

// begin reads a scalar, or the beginning of a container up to its first value. An
// empty container is read as a whole and counts as not opened.
func (s *scanner) begin() (opened, ok bool) {
	switch c := s.peek(); c {
	case '{', '[':
		return s.open(c)
	case '"':
		return false, s.str()
	case 't':
		return false, s.literal("true")
	case 'f':
		return false, s.literal("false")
	case 'n':
		return false, s.literal("null")
	default:
		return false, s.number()
	}
}

func (s *scanner) open(c byte) (opened, ok bool) {
	if s.depth == maxDepth {
		return false, s.fail(TooDeep)
	}
	s.pos++
	s.space()
	if s.peek() == c+2 { // '}' and ']' follow two after '{' and '['
		s.pos++
		return false, true
	}
	s.push(c == '{')
	if c == '{' {
		_, ok := s.key()
		return true, ok
	}
	return true, true
}

func (s *scanner) push(object bool) {
	word, bit := s.depth/64, uint64(1)<<(s.depth%64)
	if object {
		s.stack[word] |= bit
	} else {
		s.stack[word] &^= bit
	}
	s.depth++
}

func (s *scanner) inObject() bool {
	top := s.depth - 1
	return s.stack[top/64]>>(top%64)&1 == 1
}

// unwind reads what follows a value: the ends of containers, until one goes on
// with another value or the depth is back at base.
func (s *scanner) unwind(base int) (done, ok bool) {
	for s.depth > base {
		s.space()
		object := s.inObject()
		switch c := s.peek(); {
		case c == ',':
			s.pos++
			if object {
				_, ok := s.key()
				return false, ok
			}
			return false, true
		case c == '}' && object, c == ']' && !object:
			s.pos++
			s.depth--
		default:
			return false, s.fail(NotJSON)
		}
	}
	return true, true
}

// key reads a member's name and the colon.
func (s *scanner) key() (Raw, bool) {
	s.space()
	start := s.pos
	if s.peek() != '"' {
		return nil, s.fail(NotJSON)
	}
	if !s.str() {
		return nil, false
	}
	key := Raw(s.data[start:s.pos])
	s.space()
	if s.peek() != ':' {
		return nil, s.fail(NotJSON)
	}
	s.pos++
	return key, true
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special marks, by the highest bit of the lowest such byte, the bytes of a word
// that mean something in a string: control characters, quotes and backslashes. Bytes
// above the lowest one may be marked wrongly, and only the highest bits mean anything.
//
// Subtracting sets the highest bit of a byte that is below the minuend, and of those
// that had it set before, which are none of the three.
func special(word uint64) uint64 {
	quote, slash := (word^ones*'"')-ones, (word^ones*'\\')-ones
	return control(word) | (quote|slash)&^word
}

// control does so for control characters alone.
func control(word uint64) uint64 { return (word - ones*0x20) &^ word }

// plain returns the first of the next four words after i of which one has a special
// byte, or where fewer than four are left.
func plain(d []byte, i int) int {
	for far := i + plainBlock; i+32 <= len(d); i += 32 {
		if i == far {
			if i = plainBlocks(d, i); i+32 > len(d) {
				break
			}
		}
		b := d[i : i+32 : i+32]
		w0, w1 := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
		w2, w3 := binary.LittleEndian.Uint64(b[16:]), binary.LittleEndian.Uint64(b[24:])
		if (special(w0)|special(w1)|special(w2)|special(w3))&highs != 0 {
			break
		}
	}
	return i
}

// plainBlock is how much of a string that has long been plain is looked at as a whole.
const plainBlock = 512

// plainBlocks returns the first block after i that has a special byte, or where none is
// left. Two of the three are what package bytes finds faster than words can.
func plainBlocks(d []byte, i int) int {
	for ; i+plainBlock <= len(d); i += plainBlock {
		block := d[i : i+plainBlock]
		if bytes.IndexByte(block, '"') >= 0 || bytes.IndexByte(block, '\\') >= 0 {
			break
		}
		var mark uint64
		for ; len(block) >= 32; block = block[32:] {
			w0, w1 := binary.LittleEndian.Uint64(block), binary.LittleEndian.Uint64(block[8:])
			w2, w3 := binary.LittleEndian.Uint64(block[16:]), binary.LittleEndian.Uint64(block[24:])
			mark |= control(w0) | control(w1) | control(w2) | control(w3)
		}
		if mark&highs != 0 {
			break
		}
	}
	return i
}

// farAhead is how many bytes of a string are read in single words before four are
// read at once, which pays only where a lot is plain.
const farAhead = 32

// str skips a string.
func (s *scanner) str() bool {
	d, i := s.data, s.pos+1
	for {
		for far := i + farAhead; i+8 <= len(d); i += 8 {
			mark := special(binary.LittleEndian.Uint64(d[i:])) & highs
			if mark != 0 {
				i += bits.TrailingZeros64(mark) / 8
				break
			}
			if i == far {
				i = plain(d, i+8) - 8
			}
		}
		for i < len(d) && d[i] >= 0x20 && d[i] != '"' && d[i] != '\\' {
			i++
		}
		if i >= len(d) {
			s.pos = len(d)
			return s.fail(NotJSON)
		}
		switch d[i] {
		case '"':
			s.pos = i + 1
			return true
		case '\\':
			if i+1 < len(d) && (d[i+1] == '"' || d[i+1] == 'n') { // most are
				i += 2
				continue
			}
			n := escape(d[i:])
			if n == 0 {
				s.pos = i
				if len(d)-i < 6 {
					s.pos = len(d) // perhaps it was cut here
				}
				return s.fail(NotJSON)
			}
			i += n
		default:
			s.pos = i
			return s.fail(NotJSON)
		}
	}
}

// escape returns the length of the escape that text begins with, or 0.
func escape(text []byte) int {
	if len(text) < 2 {
		return 0
	}
	switch text[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if _, ok := hex4(text[2:]); ok {
			return 6
		}
	}
	return 0
}

// hex4 reads four hexadecimal digits.
func hex4(text []byte) (r rune, ok bool) {
	if len(text) < 4 {
		return 0, false
	}
	for _, c := range text[:4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

func (s *scanner) literal(word string) bool {
	rest := s.data[s.pos:]
	if len(rest) >= len(word) && string(rest[:len(word)]) == word {
		s.pos += len(word)
		return true
	}
	if len(rest) < len(word) && string(rest) == word[:len(rest)] {
		s.pos = len(s.data)
	}
	return s.fail(NotJSON)
}

// number skips a number (RFC 8259, section 6).
func (s *scanner) number() bool {
	if s.peek() == '-' {
		s.pos++
	}
	switch c := s.peek(); {
	case c == '0':
		s.pos++
	case '1' <= c && c <= '9':
		s.digits()
	default:
		return s.fail(NotJSON)
	}
	if s.peek() == '.' {
		s.pos++
		if !s.digits() {
			return s.fail(NotJSON)
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.pos++
		if c := s.peek(); c == '+' || c == '-' {
			s.pos++
		}
		if !s.digits() {
			return s.fail(NotJSON)
		}
	}
	return true
}

// digits reports whether there was one.
func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.data) && s.data[s.pos]-'0' <= 9 {
		s.pos++
	}
	return s.pos > start
}
