package detect

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// gates reports whether gates work here.
var gates = cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VBMI && cpu.X86.HasAVX512GFNI

// pass returns a bit for each place of a block at which a pair passes, and one for each at which four
// bytes do.
func (g *gate) pass(text string) (pairs, quads uint64) {
	return passGate(g, unsafe.StringData(text[:blockReach+1]))
}

//go:noescape
func passGate(by *gate, text *byte) (pairs, quads uint64)
