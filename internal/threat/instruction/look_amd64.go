package instruction

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// looksAtOnce reports whether 64 bytes can be looked up at once, as processors for servers can
// since Ice Lake (2021) and Zen 4 (2022).
var looksAtOnce = cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VBMI && cpu.X86.HasAVX512GFNI

func (s *signs) lookAtOnce(block *[blockSize]byte) {
	lookAtOnce((*[unsafe.Sizeof(*s) / 8]uint64)(unsafe.Pointer(s)), block, &tables)
}

//go:noescape
func lookAtOnce(sets *[24]uint64, block *[64]byte, tables *[3][128]uint8)

// shiftsFast reports whether there are the instructions for single bits that processors have
// since Haswell (2013) and Zen (2017).
var shiftsFast = cpu.X86.HasBMI1 && cpu.X86.HasBMI2

func (t *table) amongFast(block *[blockRoom]byte, begins, letters uint64) uint64 {
	return amongFast(&t.maybe, &firstLetters, block, begins, letters)
}

//go:noescape
func amongFast(maybe *[1024]uint64, masks *[64]uint64, block *[72]byte, begins, letters uint64) (set uint64)
