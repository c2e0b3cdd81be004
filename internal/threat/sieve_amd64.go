package threat

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// sifts reports whether there are sieves here: what they are made of is AVX2, which nearly
// all processors for servers have since 2013, and the oldest do not.
var sifts = cpu.X86.HasAVX2

// sift tells which places of n words pass one of the sieves: a bit for each, the first as the lowest.
func sift(found *[words]uint64, text string, n int) {
	_, _ = text[leastSome-1], found[n-1] // nothing else looks where they end
	if cpu.X86.HasAVX512BW {
		siftWide(found, text, n, &sieves)
	} else {
		siftAll(found, text, n, &sieves)
	}
}

// siftAll adds to found what sift tells.
//
//go:noescape
func siftAll(found *[words]uint64, text string, n int, s *[2]sieve)

// siftWide tells it with AVX-512, and 64 places at once.
//
//go:noescape
func siftWide(found *[words]uint64, text string, n int, s *[2]sieve)

// beforeRun returns a place at or before the first run of runLength letters and digits, and behind
// any that is not as long; -1 if there is no run.
func beforeRun(text string) int {
	if !cpu.X86.HasAVX512BW || !cpu.X86.HasBMI2 || text == "" {
		return 0
	}
	return findRun(unsafe.StringData(text), len(text))
}

// findRun is beforeRun of n bytes, of which there are some.
//
//go:noescape
func findRun(text *byte, n int) int
