package detect

import (
	"math/bits"
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// passSlowly says what [gate.pass] says.
func (g *gate) passSlowly(text string) (pairs, quads uint64) {
	for i := range blockSize {
		if g.passesPair(text[i], text[i+1], text[i+2]) {
			pairs |= 1 << i
		}
		if g.passesQuad(quadOf(text[i:])) {
			quads |= 1 << i
		}
	}
	return pairs, quads
}

func (g *gate) passesPair(a, b, next uint8) bool {
	classes := classOf(&g.first, g.beyond[0], a) & classOf(&g.second, g.beyond[1], b)
	x, y := product(g.matrices.short[0][:], a, b), product(g.matrices.short[1][:], a, b)
	known := g.shorts[0][x&0x7f]>>(y&7)&1 != 0 && g.shorts[1][y&0x7f]>>(x&7)&1 != 0
	return classes&(classNumber|classAt|classColon) != 0 || classes&classCountry != 0 && isDigit[next] || classes&classShort != 0 && known
}

func classOf(of *[128]uint8, beyond, b uint8) uint8 {
	if b < 0x80 {
		return of[b]
	}
	return beyond
}

func (g *gate) passesQuad(quad uint32) bool {
	x := []uint8{uint8(quad), uint8(quad >> 8), uint8(quad >> 16), uint8(quad >> 24)}
	a, b := product(g.matrices.quad[0][:], x...), product(g.matrices.quad[1][:], x...)
	c := product(g.matrices.third[:], a, b)
	return g.quads[0][a]>>(b&7)&1 != 0 && g.quads[1][b]>>(a&7)&1 != 0 && g.quads[2][c]>>(b>>3&7)&1 != 0
}

func TestTheAssemblyKnowsWhereTheGateHasWhat(t *testing.T) {
	var g gate
	require.EqualValues(t, 64, unsafe.Offsetof(g.matrices.third))
	require.EqualValues(t, 80, unsafe.Offsetof(g.matrices.short))
	require.EqualValues(t, 128, unsafe.Offsetof(g.quads))
	require.EqualValues(t, 896, unsafe.Offsetof(g.shorts))
	require.EqualValues(t, 1152, unsafe.Offsetof(g.first))
	require.EqualValues(t, 1280, unsafe.Offsetof(g.second))
	require.EqualValues(t, 1408, unsafe.Offsetof(g.beyond))
}

// gateOf returns the gate of a set, one of whose literals is beyond ASCII.
func gateOf(t *testing.T) *gate {
	t.Helper()
	specs := append(Specs(), RuleSpec{ID: "beyond", Pattern: `é!\w{8}`, Keywords: []string{"é!"}})
	set, err := Compile(specs)
	require.NoError(t, err)
	require.NotZero(t, set.trigger.gate.beyond[0]&classShort)
	return &set.trigger.gate
}

// TestGatesPassWhatTheyShould compares the assembly with Go: on texts of literals and of any bytes, at every
// distance from where the processor likes to read.
func TestGatesPassWhatTheyShould(t *testing.T) {
	if !gates {
		t.Skip("there are no gates here")
	}
	g, r, all := gateOf(t), rand.New(rand.NewPCG(5, 6)), Builtin().candidates()
	for n := range 4000 {
		var b strings.Builder
		for b.Len() < 3*blockSize {
			for range r.IntN(5) {
				b.WriteByte(byte(r.IntN(256)))
			}
			b.WriteString(all[r.IntN(len(all))].text)
			b.WriteString([]string{"", "é!", "DE12", "a1", ":", "@"}[r.IntN(6)])
		}
		text := b.String()[n%blockSize:][:blockReach+1]
		pairs, quads := g.pass(text)
		wantPairs, wantQuads := g.passSlowly(text)
		require.Equal(t, wantPairs, pairs, "%q", text)
		require.Equal(t, wantQuads, quads, "%q", text)
	}
}

func TestGatesLookNoFurtherThanTheBlock(t *testing.T) {
	if !gates {
		t.Skip("there are none here")
	}
	require.Panics(t, func() { new(gate).pass(strings.Repeat("x", blockReach)) })
}

// TestGatesHoldBackTheRest counts what passes of ordinary text without being of interest.
func TestGatesHoldBackTheRest(t *testing.T) {
	trigger := Builtin().trigger
	for kind := range 17 {
		text := cleanText(1<<14, kind)
		places, pairs, quads := 0, 0, 0
		for i := 0; i+blockReach < len(text); i += blockSize {
			places += blockSize
			passPairs, passQuads := trigger.gate.passSlowly(text[i : i+blockReach+1])
			for m := passPairs; m != 0; m &= m - 1 {
				k := i + bits.TrailingZeros64(m)
				if trigger.kinds[pair(text[k], text[k+1])]&maybe == 0 {
					pairs++
				}
			}
			quads += bits.OnesCount64(passQuads)
		}
		require.Less(t, 30*pairs, places, "kind %d", kind)
		require.Less(t, 6*quads, places, "kind %d", kind)
	}
}

func FuzzGatedFind(f *testing.F) {
	for kind := range 17 {
		f.Add(cleanText(300, kind))
	}
	f.Add(dirtyText(3000))
	gated, ungated := Builtin(), byPairs(Builtin())
	f.Fuzz(func(t *testing.T, text string) {
		require.Equal(t, ungated.Find(nil, text), gated.Find(nil, text))
	})
}
