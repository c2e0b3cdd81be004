package detect

import (
	"math/bits"
	"math/rand/v2"
)

// A gate lets pass the places of a block that may be of interest, 64 at once and without a look at
// more memory than its own 1.5 KB: all those at which a [trigger] has something to look for, and few
// others. It is for processors with AVX-512, of the kinds BW, VBMI and GFNI; servers have them
// since 2020.
//
// Whether a pair of bytes may belong to a number, an '@', groups with colons or a country is a
// question of two classes. Whether some bytes may be those of a literal is one of a Bloom filter
// (Communications of the ACM 13, 1970). Its hashes multiply each byte with a matrix of bits and add
// what comes out (the class H3 of Carter and Wegman, Journal of Computer and System Sciences 18,
// 1979), for which GFNI has an instruction.
type gate struct {
	// The assembly knows where these are.
	matrices matrices
	quads    [3][256]uint8 // filters of four bytes in one case, of 2048 bits each
	shorts   [2][128]uint8 // and of pairs
	first    [128]uint8    // classes of the first byte of a pair, if that is one of ASCII
	second   [128]uint8    // and of the second
	beyond   [2]uint8      // classes of some first and of some second byte that is not
}

// The classes of a pair's bytes: a pair is of those that both have. The assembly knows them.
const (
	classNumber uint8 = 1 << iota
	classAt
	classColon
	classCountry // counts if a digit follows
	classShort   // counts if the filters know the pair
)

// matrices are those of a gate.
type matrices struct {
	quad  [2][4]matrix // two hashes of four bytes
	third [2]matrix    // one of these two
	short [2][2]matrix // two hashes of two bytes
	_     [2]matrix    // what follows begins on a cache line
}

// A matrix makes a byte of a byte: each bit of the result is the parity of some bits. It is as
// GF2P8AFFINEQB has it: the lowest byte says of which bits the highest bit is.
type matrix uint64

func (m matrix) times(x uint8) (y uint8) {
	for i := range 8 {
		y = y<<1 | uint8(bits.OnesCount8(x&uint8(m>>(8*i)))&1)
	}
	return y
}

// newMatrix returns one that makes different bytes of different bytes, as two in seven do.
func newMatrix(r *rand.Rand) matrix {
	for {
		m, n := matrix(r.Uint64()), 0
		for seen := [256]bool{}; n < len(seen) && !seen[m.times(uint8(n))]; n++ {
			seen[m.times(uint8(n))] = true
		}
		if n == 256 {
			return m
		}
	}
}

// newGate returns one that lets nothing pass. All are alike.
func newGate() (g gate) {
	r := rand.New(rand.NewPCG(1, 2))
	m := &g.matrices
	for _, these := range [][]matrix{m.quad[0][:], m.quad[1][:], m.third[:], m.short[0][:], m.short[1][:]} {
		for i := range these {
			these[i] = newMatrix(r)
		}
	}
	return g
}

// product adds up what becomes of some bytes.
func product(by []matrix, of ...uint8) (sum uint8) {
	for i, x := range of {
		sum ^= by[i].times(x)
	}
	return sum
}

// addQuad lets four bytes pass that are in one case.
func (g *gate) addQuad(quad uint32) {
	x := []uint8{uint8(quad), uint8(quad >> 8), uint8(quad >> 16), uint8(quad >> 24)}
	a, b := product(g.matrices.quad[0][:], x...), product(g.matrices.quad[1][:], x...)
	g.quads[0][a] |= 1 << (b & 7)
	g.quads[1][b] |= 1 << (a & 7)
	g.quads[2][product(g.matrices.third[:], a, b)] |= 1 << (b >> 3 & 7)
}

// addPair lets a pair pass that may be of some kinds.
func (g *gate) addPair(a, b, kinds uint8) {
	classes := uint8(0)
	for class, kind := range [...]uint8{maybeNumber, maybeAt, maybeColon, maybeIBAN, maybeShort} {
		if kinds&kind != 0 {
			classes |= 1 << class
		}
	}
	add(&g.first, &g.beyond[0], a, classes)
	add(&g.second, &g.beyond[1], b, classes)
	if kinds&maybeShort != 0 {
		x, y := product(g.matrices.short[0][:], a, b), product(g.matrices.short[1][:], a, b)
		g.shorts[0][x&0x7f] |= 1 << (y & 7)
		g.shorts[1][y&0x7f] |= 1 << (x & 7)
	}
}

func add(to *[128]uint8, beyond *uint8, b, classes uint8) {
	if int(b) < len(to) {
		to[b] |= classes
	} else {
		*beyond |= classes
	}
}
