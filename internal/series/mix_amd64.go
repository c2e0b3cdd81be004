package series

import (
	"math"
	"math/rand/v2"

	"golang.org/x/sys/cpu"
)

// Long texts are mixed with rounds of AES into eight lanes of 16 bytes, which secrets begin. A
// round takes in a block of text in place of a key. Each block of a group of eight goes into two
// lanes, since in one a difference of two texts could be undone by another difference one or two
// rounds later, with a chance of 2^-6 or 2^-28:
//
//	first     lane i takes in block i
//	and then  lane i takes in block i+2 or, in every other group, i-2 (modulo 8)
//
// Whoever does not know the secrets can only guess what an S-box makes of a difference, and is
// right with a chance of 2^-6 at most (4 of 256). So it counts how many S-boxes have differences,
// at least, if texts of a length differ and nothing tells of it in the end:
//
//   - In the first group with differences, 6. One lane has what a round has made of a block that
//     differs: 5 with those of this round, for a column of MixColumns has differences in 5 bytes
//     before and after it, or in none. Another lane has a block as it is: 1. In the last group, 6
//     likewise, seen from its end. That is 12 if there is a group between.
//   - 17 in two groups that follow each other, and 25 in one alone, of all ways in which bytes can
//     differ, which a solver has gone through. By hand it is 10.
//   - 13 if lanes still differ behind the last group, and no more when they are added up two
//     rounds later, by the solver. By hand it is 11: two lanes at least differ, with 5 each in
//     these rounds, after 1 in the group.
//
// That makes 2^-72 or less, so two texts have the same result by a chance of one in 2^64: that is
// how much of the sum is told, after three more rounds. It takes for granted, as is usual, that what
// several S-boxes do is independent. Texts of different lengths begin with different secrets, for
// the sum that is added to them has their length in it. The last group is of the last 128 bytes,
// and of a text that has no more, of its first 64 and its last 64: that some are taken in again
// only leaves fewer ways to differ.

// secrets begin the lanes; the last one is that of the rounds which take in no text. The assembly
// adds the sum to all.
var secrets = newSecrets()

func newSecrets() (s [9][2]uint64) {
	for i := range s {
		s[i] = [2]uint64{rand.Uint64(), rand.Uint64()}
	}
	return s
}

// hasAES and hasVAES report whether there are rounds for one lane and for two at once.
var (
	hasAES  = cpu.X86.HasAES && cpu.X86.HasAVX
	hasVAES = hasAES && cpu.X86.HasAVX2 && features()&(1<<9) != 0
)

// features is what CPUID says of leaf 7 in ECX: golang.org/x/sys/cpu tells of VAES only together
// with AVX-512.
func features() uint32

// longText is how long a text may be for mixLong to leave it to mixLongInGo: any, if there are no rounds.
var longText = math.MaxInt

func init() {
	if hasAES {
		longText = 64
	}
}

//go:noescape
func mixLong(sum uint64, text string) uint64

// mixLanes mixes a text of more than 64 bytes.
//
//go:noescape
func mixLanes(sum uint64, text string) uint64
