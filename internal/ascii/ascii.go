// Package ascii says of the bytes of a text which are letters, digits and spaces of ASCII,
// of 64 at once.
//
// A block of text goes in, sets come out that have a bit for each byte, the first the lowest.
// So a reader finds where words begin and end without a look at each byte and without a
// branch that the processor cannot foresee. That takes some nanoseconds on amd64, and about
// four times as many elsewhere.
package ascii

import "unsafe"

// BlockSize is how many bytes are looked at together.
const BlockSize = 64

// Sets are which bytes of a block are of a kind.
type Sets struct {
	Capitals, Small uint64 // letters
	Digits, Spaces  uint64
}

// Letters are capitals and small ones.
func (s *Sets) Letters() uint64 { return s.Capitals | s.Small }

// Of returns the sets of a block.
func Of(block *[BlockSize]byte) (s Sets) {
	s.Capitals, s.Small, s.Digits, s.Spaces = look(block)
	return s
}

// OfString returns the sets of the first bytes of a text, which must have that many.
func OfString(text string) Sets {
	return Of((*[BlockSize]byte)(unsafe.Pointer(unsafe.StringData(text[:BlockSize]))))
}
