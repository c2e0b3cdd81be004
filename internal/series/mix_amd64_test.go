package series

import (
	"encoding/binary"
	"math"
	"math/bits"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// block is what a lane consists of, and what goes into one.
type block [16]byte

func blockOf(text string) (b block) {
	copy(b[:], text)
	return b
}

func (b block) plus(other block) block {
	for i := range b {
		b[i] ^= other[i]
	}
	return b
}

// double multiplies by x in the field of AES (FIPS 197, section 4.2).
func double(x byte) byte { return x<<1 ^ x>>7*0x1b }

// sbox is that of AES (FIPS 197, section 5.1.1): x is a power of 3, its inverse one of 3's.
var sbox = func() (box [256]byte) {
	p, q := byte(1), byte(1)
	for {
		p ^= double(p)
		q ^= q << 1
		q ^= q << 2
		q ^= q << 4
		q ^= q >> 7 * 9
		box[p] = q ^ bits.RotateLeft8(q, 1) ^ bits.RotateLeft8(q, 2) ^ bits.RotateLeft8(q, 3) ^ bits.RotateLeft8(q, 4) ^ 0x63
		if p == 1 {
			box[0] = 0x63
			return box
		}
	}
}()

// round is one of AES, but for the key.
func (b block) round() (to block) {
	for i := range b {
		b[i] = sbox[b[i]]
	}
	return b.spread()
}

// spread is what makes one difference several.
func (b block) spread() (to block) {
	for i := range to {
		at := func(row int) byte { row %= 4; return b[(i/4+row)%4*4+row] }
		row := i % 4
		to[i] = double(at(row)) ^ double(at(row+1)) ^ at(row+1) ^ at(row+2) ^ at(row+3)
	}
	return to
}

// mixLanesSlowly says what [mixLanes] says.
func mixLanesSlowly(sum uint64, text string) uint64 {
	key := blockOf(words(secrets[8][0]^sum, secrets[8][1]^sum))
	lanes := [8]block{}
	for i := range lanes {
		lanes[i] = blockOf(words(secrets[i][:]...)).plus(key)
	}
	groups := groupsOf(text)
	for n, group := range groups {
		second := 6 // is two behind
		if (len(groups)-n)%2 == 0 {
			second = 2
		}
		for i := range lanes {
			lanes[i] = lanes[i].round().plus(group[i]).round().plus(group[(i+second)%8])
		}
	}
	all := block{}
	for i := range lanes {
		all = all.plus(lanes[i].round().plus(key).round())
	}
	for range 3 {
		all = all.round().plus(key)
	}
	return binary.LittleEndian.Uint64(all[:])
}

// groupsOf cuts a text of more than 64 bytes.
func groupsOf(text string) (groups [][8]block) {
	rest := text
	for ; len(rest) > 128; rest = rest[128:] {
		groups = append(groups, group(rest, rest[64:]))
	}
	if len(text) < 128 {
		return append(groups, group(text, text[len(text)-64:]))
	}
	return append(groups, group(text[len(text)-128:], text[len(text)-64:]))
}

func group(half, other string) (g [8]block) {
	for i := range 4 {
		g[i], g[i+4] = blockOf(half[16*i:]), blockOf(other[16*i:])
	}
	return g
}

// inBothWidths runs a test with registers of one lane and of two, as far as there are.
func inBothWidths(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	if !hasAES {
		t.Skip("there is no AES here")
	}
	wide := hasVAES
	t.Cleanup(func() { hasVAES = wide })
	for _, hasVAES = range []bool{false, wide} {
		t.Run("wide "+strconv.FormatBool(hasVAES), test)
	}
}

// TestLanesAreMixedAsSaid compares the assembly with Go, at every distance from where the processor
// likes to read. A byte that it should not read would show.
func TestLanesAreMixedAsSaid(t *testing.T) {
	inBothWidths(t, func(t *testing.T) {
		r, buffer := rand.New(rand.NewPCG(3, 4)), make([]byte, 2000)
		for n := 65; n < 1900; n++ {
			for i := range buffer {
				buffer[i] = byte(r.Uint32())
			}
			text, sum := string(buffer[n%64:][:n]), r.Uint64()
			require.Equal(t, mixLanesSlowly(sum, text), mixLanes(sum, text), "%d bytes", n)
		}
	})
}

// TestALongTextIsMixedInLanes compares how the assembly chooses with Go.
func TestALongTextIsMixedInLanes(t *testing.T) {
	if !hasAES {
		t.Skip("there is no AES here")
	}
	was := longText
	t.Cleanup(func() { longText = was })
	r := rand.New(rand.NewPCG(7, 8))
	for n := range 200 {
		text, sum := strings.Repeat("x", n), r.Uint64()
		longText = math.MaxInt
		require.Equal(t, mixLongInGo(sum, text), MixLong(sum, text), "%d bytes", n)
		longText = 64
		if n > 64 {
			require.Equal(t, mixLanes(Mix(sum, uint64(n)), text), MixLong(sum, text), "%d bytes", n)
		} else {
			require.Equal(t, mixLongInGo(sum, text), MixLong(sum, text), "%d bytes", n)
		}
	}
}

// likely is what a round most often makes of a difference in a byte of a block.
func likely(at int, difference byte) block {
	counts, best := [256]int{}, 0
	for x := range sbox {
		counts[sbox[x]^sbox[byte(x)^difference]]++
	}
	for d := range counts {
		if counts[d] > counts[best] {
			best = d
		}
	}
	b := block{}
	b[at] = byte(best)
	return b.spread()
}

// TestADifferenceIsNotUndone changes a byte of a block, and another block as a round would have
// changed the first: that undoes it in one of 64 texts where nothing else tells of it.
func TestADifferenceIsNotUndone(t *testing.T) {
	inBothWidths(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		for at := range 16 {
			difference := byte(1 + r.IntN(255))
			undone := likely(at, difference)
			for i := 0; i < 512; i += 16 {
				for j := 0; j < 512; j += 16 {
					text := make([]byte, 512)
					text[i+at] ^= difference
					for k, d := range undone {
						text[j+k] ^= d
					}
					requireDifferent(t, r, string(text), i, j)
				}
			}
		}
	})
}

// requireDifferent compares with a text of zeros.
func requireDifferent(t *testing.T, r *rand.Rand, text string, i, j int) {
	t.Helper()
	zeros := strings.Repeat("\x00", len(text))
	for range 20 {
		if sum := r.Uint64(); mixLanes(sum, zeros) == mixLanes(sum, text) {
			require.Fail(t, "undone", "a difference at %d by one at %d", i, j)
		}
	}
}
