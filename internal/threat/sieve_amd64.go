package threat

// sifts reports whether there are sieves here: what they are made of is AVX2, which nearly
// all processors for servers have since 2013, and the oldest do not.
var sifts = hasAVX2()

// hasAVX2 reports whether processor and operating system have it.
func hasAVX2() bool

// sift adds to found which places of n times 64 pass: a bit for each, the first as the
// lowest. The text has a byte before the first place and one behind the last.
func (s *sieve) sift(found *[blocks]uint64, text string, n int) {
	_, _ = text[64*n+1], found[n-1] // nothing else looks where the text ends
	sift(found, text, n, s)
}

//go:noescape
func sift(found *[blocks]uint64, text string, n int, s *sieve)
