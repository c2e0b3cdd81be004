package ascii

import "golang.org/x/sys/cpu"

// wide reports whether there are instructions for 64 bytes (AVX-512).
var wide = cpu.X86.HasAVX512BW

// look uses these, or else those for 16 bytes that each amd64 has (SSE2).
//
//go:noescape
func look(block *[BlockSize]byte) (capitals, small, digits, spaces uint64)
