package flow

import "golang.org/x/sys/cpu"

// presses reports whether a page can be pressed here: that takes AVX-512 as servers have it
// since Ice Lake (2021) and Zen 4 (2022).
var presses = cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VBMI && cpu.X86.HasAVX512VBMI2 && cpu.X86.HasBMI1 && cpu.X86.HasBMI2 && cpu.X86.HasPOPCNT

// sortOut says of what kinds the bytes of some blocks of a page are, and copies them with their
// capitals made small.
//
//go:noescape
func sortOut(p *page, count int, kinds *[128]byte)

// pressAll writes the letters of some blocks next to each other, with the places where words
// begin and where digits are, and returns how many there are. It writes up to a block more.
//
//go:noescape
func pressAll(p *page, count int) (n int)
