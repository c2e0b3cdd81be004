package series

import (
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// texts are what a mixer is shown, in a place of their own.
type texts = [MixedTexts]string

// mixedTexts is how many of them count here.
const mixedTexts = 21

// newMixer skips the test if there is none.
func newMixer(t *testing.T) *Mixer {
	t.Helper()
	m := NewMixer(mixedTexts)
	if m == nil {
		t.Skip("this processor cannot mix texts")
	}
	return m
}

// mixSlowly says what Mix says.
func (m *Mixer) mixSlowly(all *texts) textBlock {
	sum := m.begin
	for place, text := range all[:mixedTexts] {
		if text != "" {
			sum = sum.xor(mixOneSlowly(&m.keys[place], text))
		}
	}
	return sum
}

func mixOneSlowly(keys *[4]textBlock, text string) textBlock {
	four := func(b textBlock) textBlock {
		return b.xor(keys[0]).round().xor(keys[1]).round().xor(keys[2]).round().xor(keys[3]).round()
	}
	if len(text) < 16 {
		return four(textBlockOf(strings.Repeat("\x00", 15-len(text)) + "\x01" + text))
	}
	sum, rest := textBlock{uint64(len(text))<<8 | 2, 0}, text
	for ; len(rest) > 16; rest = rest[16:] {
		sum = four(sum).xor(textBlockOf(rest[:16]))
	}
	return four(four(sum).xor(textBlockOf(text[len(text)-16:])))
}

func textBlockOf(text string) textBlock {
	var bytes [16]byte
	copy(bytes[:], text)
	return textBlock{binary.LittleEndian.Uint64(bytes[:]), binary.LittleEndian.Uint64(bytes[8:])}
}

func (b textBlock) xor(c textBlock) textBlock { return textBlock{b[0] ^ c[0], b[1] ^ c[1]} }

// round is one of AES without its key (FIPS 197, section 5.1).
func (b textBlock) round() textBlock {
	var in, out [16]byte
	binary.LittleEndian.PutUint64(in[:], b[0])
	binary.LittleEndian.PutUint64(in[8:], b[1])
	for i := range out { // bytes of a column stand together, row after row
		column, row := i/4, i%4
		at := func(r int) byte { return aesSubstitutes[in[(column+r)%4*4+r]] }
		x, y := at(row), at((row+1)%4)
		out[i] = fieldProduct(x, 2) ^ fieldProduct(y, 3) ^ at((row+2)%4) ^ at((row+3)%4)
	}
	return textBlock{binary.LittleEndian.Uint64(out[:]), binary.LittleEndian.Uint64(out[8:])}
}

// fieldProduct is that of the field which AES works in (section 4.2).
func fieldProduct(a, b byte) (product byte) {
	for ; b != 0; b >>= 1 {
		if b&1 != 0 {
			product ^= a
		}
		a = a<<1 ^ a>>7*0x1b
	}
	return product
}

// aesSubstitutes are those of all bytes (section 5.1.1): the inverse, and an affine map.
var aesSubstitutes = func() (all [256]byte) {
	for b := range all {
		inverse := byte(1)
		for range 254 {
			inverse = fieldProduct(inverse, byte(b))
		}
		all[b] = 0x63
		for i := range 5 {
			all[b] ^= bits.RotateLeft8(inverse, i)
		}
	}
	return all
}()

func (m *Mixer) requireMixed(t *testing.T, all *texts) {
	t.Helper()
	a, b := m.Mix(all)
	require.Equal(t, m.mixSlowly(all), textBlock{a, b}, "%q", all)
}

// TestTextsAreMixedWithFourRounds holds the mix against the same in plain words.
func TestTextsAreMixedWithFourRounds(t *testing.T) {
	m := newMixer(t)
	var all texts
	m.requireMixed(t, &all)
	for place := range all {
		for n := range 70 {
			all[place] = strings.Repeat("text \x00", 12)[:n]
			m.requireMixed(t, &all)
		}
		all[place] = ""
	}
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		for i := range all {
			all[i] = strings.Repeat("x", max(0, r.IntN(60)-r.IntN(60)))
			if r.IntN(20) == 0 {
				all[i] = strings.Repeat("y", 200+r.IntN(70_000))
			}
		}
		m.requireMixed(t, &all)
	}
}

// TestAMixerMixesSoManyTexts has all lists that do not count to the last one.
func TestAMixerMixesSoManyTexts(t *testing.T) {
	newMixer(t)
	for count := range MixedTexts + 1 {
		m := NewMixer(count)
		for i := range MixedTexts {
			var all texts
			all[i] = "text"
			a, b := m.Mix(&all)
			require.Equal(t, i < count, m.begin != textBlock{a, b}, "text %d of %d", i, count)
		}
	}
}

// TestWhereATextIsDoesNotMatter has texts at every place on a page, and different bytes around them.
func TestWhereATextIsDoesNotMatter(t *testing.T) {
	m := newMixer(t)
	const text = "a text of some more than two blocks"
	around := make([]byte, 2*4096+64)
	var want, got texts
	for n := range len(text) {
		want[2] = text[:n]
		for at := range 4096 + 64 {
			around[max(1, at)-1], around[at+n] = byte(at), byte(at)
			copy(around[at:], text[:n])
			got[2] = unsafe.String(&around[at], n)
			a, b := m.Mix(&want)
			x, y := m.Mix(&got)
			require.Equal(t, [2]uint64{a, b}, [2]uint64{x, y}, "%d bytes at %d", n, at)
		}
	}
}

// TestTextsAreMixedAsIfByChance counts how many bits of the mix change with one of a text: as many as of
// a coin.
func TestTextsAreMixedAsIfByChance(t *testing.T) {
	m := newMixer(t)
	const length = 20
	changed, times := [128]int{}, 0
	for range 200 {
		text := make([]byte, length)
		binary.LittleEndian.PutUint64(text, rand.Uint64())
		binary.LittleEndian.PutUint64(text[8:], rand.Uint64())
		all := texts{18: unsafe.String(&text[0], length)}
		a, b := m.Mix(&all)
		for bit := range 8 * length {
			text[bit/8] ^= 1 << (bit % 8)
			x, y := m.Mix(&all)
			for i := range changed {
				changed[i] += int([2]uint64{a ^ x, b ^ y}[i/64] >> (i % 64) & 1)
			}
			text[bit/8] ^= 1 << (bit % 8)
			times++
		}
	}
	for bit, n := range changed {
		require.InDelta(t, 0.5, float64(n)/float64(times), 0.02, "bit %d", bit)
	}
}

// FuzzTextsMixed holds the mix against the same in plain words, for any two texts.
func FuzzTextsMixed(f *testing.F) {
	f.Add("tools/call", "get_weather", uint8(1))
	f.Add("a name of more than sixteen bytes", "\x00", uint8(20))
	f.Fuzz(func(t *testing.T, a, b string, place uint8) {
		all := texts{0: a}
		all[1+int(place)%(MixedTexts-1)] = b
		newMixer(t).requireMixed(t, &all)
	})
}

func BenchmarkMixTexts(b *testing.B) {
	m := NewMixer(mixedTexts)
	if m == nil {
		b.Skip("this processor cannot mix texts")
	}
	all := texts{"tools/call", "execute_tool", "tool_07", 9: "2025-06-18", 11: "tcp", 12: "http", 14: "mcp.example.com"}
	sum := uint64(0)
	for b.Loop() {
		x, y := m.Mix(&all)
		sum += x ^ y
	}
}
