package threat

import "golang.org/x/sys/cpu"

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
