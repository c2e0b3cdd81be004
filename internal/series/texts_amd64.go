package series

import "golang.org/x/sys/cpu"

// mixesTexts reports whether several texts can be mixed in one go here: that takes what servers have
// had since Haswell (2013) and Zen (2017).
var mixesTexts = cpu.X86.HasAES && cpu.X86.HasAVX2 && cpu.X86.HasBMI1

//go:noescape
func mixTexts(m *Mixer, texts *[MixedTexts]string) (a, b uint64)
