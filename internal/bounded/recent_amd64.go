package bounded

import "golang.org/x/sys/cpu"

// atOnceBelow is from what expiry on the ways of a line are compared one by one: always, if this
// processor cannot compare all at once.
var atOnceBelow = uint32(longExpiry)

// The assembly has ways that are made for it.
var _ [0]struct{} = [RecentBack - 0x258]struct{}{}

func init() {
	if !cpu.X86.HasAVX2 {
		atOnceBelow = 0
	}
}

// show does what showOneByOne does, and compares all ways of a line at once: each is read as a whole,
// as it lies on one cache line. What it is in doubt about it leaves to showOneByOne, as it is: a hash
// that is like another one in 32 bits, or was shown before, and times in units of more than a second.
// It has room to write where results are: that saves it a frame.
//
//go:noescape
func show(r *Recent, hash uint64, now uint32) (before bool, room [12]uint64)
