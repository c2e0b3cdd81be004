package series

import "math/rand/v2"

// digests is what digests begin with.
var digests = rand.Uint64()

// Digest is a hash of a text which is the same everywhere in a process, for those who have to tell
// it from others several times. It is never 0: its highest bit is set, so two texts have the same one
// by a chance of one in 2^63. Nobody outside of the process can choose texts that collide, but texts of which
// the digests differ by a number that he knows (MixSecret).
func Digest(text string) uint64 { return MixSecret(digests, text) | 1<<63 }

// DigestOf is the digest of a text that may be known already; 0 is not known.
func DigestOf(known uint64, text string) uint64 {
	if known != 0 {
		return known
	}
	return Digest(text)
}
