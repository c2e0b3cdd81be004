package series

import "math/rand/v2"

// MixedTexts is how many texts a [Mixer] is shown at once.
const MixedTexts = 24

// Mixer mixes several texts in one go, with secrets of its own.
type Mixer struct {
	keys  [MixedTexts][4]textBlock // of each text
	begin textBlock
	which uint32 // texts that count, a bit each; in the order in which the code comes to know their lengths
}

// textBlock is what a round of AES works on.
type textBlock [2]uint64

// NewMixer returns one for so many texts, the first ones that it is shown. It returns nil if this
// processor cannot mix texts in one go.
func NewMixer(texts int) *Mixer {
	if !mixesTexts {
		return nil
	}
	m := &Mixer{begin: randomBlock()}
	for i := range texts {
		m.which |= 1 << (i/2 + i%2*16)
		for round := range m.keys[i] {
			m.keys[i][round] = randomBlock()
		}
	}
	return m
}

func randomBlock() textBlock { return textBlock{rand.Uint64(), rand.Uint64()} }

// Mix returns 128 bits that are as good as random, and the same for the same texts. A text has less than
// 2 GiB, as what brings it has.
//
// It is a sum over the texts that are not empty. Each goes through four rounds of AES with keys that
// nothing else has. They make a certain difference of two texts by a chance below one in 2^113 (the
// bound for four rounds that follows from L. Keliher, J. Sui, "Exact maximum expected differential and
// linear probability for two-round Advanced Encryption Standard", 2007); one round would by one in
// 2^6, two by one in 2^28. So the sums of two lists of texts differ by what somebody wants, or by nothing,
// by hardly more of a chance: of the texts that differ, the last would have to make up for whatever the
// others come to.
//
// A text of less than 16 bytes is the end of a block, with a byte before it that says where it begins. A
// longer one is a chain of four rounds each that begins with its length.
func (m *Mixer) Mix(texts *[MixedTexts]string) (a, b uint64) { return mixTexts(m, texts) }
