package bounded

import "golang.org/x/sys/cpu"

// notes reports whether note works here.
var notes = cpu.X86.HasAVX2

// note shows a hash to a line as show does, and compares all ways at once: each is read as a whole,
// as it lies on one cache line. A hash is known if it was shown less than longest before ahead.
// What it is in doubt about it leaves to show, as it is: a hash that is like another one in 32 bits,
// or has expired.
//
//go:noescape
func note(line *recentLine, shown, ahead, longest uint64) noted
