package instruction

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lookSlowly is look by the definition of each set.
func lookSlowly(block string) (s signs) {
	sets := []*uint64{
		&s.quotes, &s.apostrophes, &s.opens, &s.closes, &s.commas, &s.dots, &s.colons, &s.clauses, &s.braces, &s.stars, &s.names,
		&s.slashes, &s.lines, &s.specials, &s.breaks, &s.taken, &s.unicode, &s.capitals, &s.small, &s.digits, &s.spaces,
	}
	for i := range blockSize {
		for k, signs := range members {
			if strings.IndexByte(signs, block[i]) >= 0 {
				*sets[k] |= 1 << i
			}
		}
		if block[i] >= 0x80 {
			s.highs |= 1 << i
		}
	}
	return s
}

// behindBackslashes leaves the letters out that are behind none, which may be missing.
func behindBackslashes(s signs) signs {
	behind := s.slashes << 1
	s.breaks, s.taken, s.unicode = s.breaks&behind, s.taken&behind, s.unicode&behind
	return s
}

func requireSigns(t *testing.T, block string) {
	t.Helper()
	want := behindBackslashes(lookSlowly(block))
	var got, each signs
	got.look(block)
	require.Equal(t, want, behindBackslashes(got), "%q", block)
	each.lookAtEach(block)
	require.Equal(t, want, behindBackslashes(each), "%q", block)
}

// TestEveryByteIsWhatItIs puts every byte in every place, among others of all sorts.
func TestEveryByteIsWhatItIs(t *testing.T) {
	for _, around := range []byte("a \\\"\x00\x7f\x80\xff") {
		for i := range blockSize {
			for b := range 256 {
				block := []byte(strings.Repeat(string([]byte{around}), blockSize))
				block[i] = byte(b)
				requireSigns(t, string(block))
			}
		}
	}
}

func TestWhatIsAroundABlockDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := make([]byte, 2*blockSize)
	for range 200 {
		for i := range text {
			text[i] = byte(random.UintN(256))
		}
		for i := range blockSize {
			requireSigns(t, string(text)[i:i+blockSize])
		}
	}
}

func TestAShortBlockIsRefused(t *testing.T) {
	var s signs
	require.Panics(t, func() { s.look(strings.Repeat("a", blockSize-1)) })
	require.Panics(t, func() { words.among(strings.Repeat("a", blockRoom-1), 1, 1) })
}

// TestWordsPassTheFilterWhereverTheyAre puts words of every length in every place, in capitals and not.
func TestWordsPassTheFilterWhereverTheyAre(t *testing.T) {
	for _, word := range []string{"i", "ai", "you", "send", "rules", "ignore", "Ignored", "PASSWORD", "passwords", "instructions", "xyzzy", "zzzzzzzz", "qqqqqqqqqqqqqqqqq"} {
		head, _ := lower(word+strings.Repeat(" ", 8), 0, len(word))
		may := words.may(hashHead(head))
		for at := range blockSize - len(word) {
			block := strings.Repeat("-", at) + word + strings.Repeat("\xff", blockRoom-at-len(word))
			letters := uint64(1)<<len(word) - 1
			assert.Equal(t, may<<at, words.among(block, 1<<at, letters<<at), "%s at %d", word, at)
			assert.Equal(t, may<<at, words.amongOneByOne(block, 1<<at, letters<<at), "%s at %d", word, at)
		}
	}
	assert.Zero(t, words.among(strings.Repeat("send ", blockRoom), 0, 0), "no word")
}

func TestTheFilterIsTheSameEverywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		text := make([]byte, blockRoom)
		for i := range text {
			text[i] = "etaoinshrdluEAI    ,_"[random.IntN(21)]
		}
		s := lookSlowly(string(text))
		letters := (s.capitals | s.small) &^ (7 << 61)
		begins := letters &^ (letters << 1)
		require.Equal(t, words.amongOneByOne(string(text), begins, letters), words.among(string(text), begins, letters), "%q", text)
	}
}

func TestWordsWithDigitsPassTheFilter(t *testing.T) {
	read := func(word string) bool {
		return words.mayBeRead(word+strings.Repeat(" ", 16), 0, len(word))
	}
	for _, word := range []string{"base64", "rot13", "ROT13", "ign0re", "1gnore", "1gn0r3", "pa55word", "in5truct1on5", "4ll"} {
		assert.True(t, read(word), word)
	}
	passed := 0
	for a := range 26 {
		for d := range 10 {
			if read(string([]byte{'x', byte('a' + a), byte('0' + d), 'q', byte('0' + d)})) {
				passed++
			}
		}
	}
	assert.Less(t, passed, 10)
}

// TestOnlyLettersNextToOthersMaySpell: those at the ends of what is read may be.
func TestOnlyLettersNextToOthersMaySpell(t *testing.T) {
	b := block{from: 2, size: 60}
	assert.Zero(t, b.spelled(1<<20|1<<23|1<<27))
	assert.Equal(t, uint64(1<<20|1<<22), b.spelled(1<<20|1<<22))
	assert.Equal(t, uint64(1<<2|1<<58), b.spelled(1<<2|1<<58))
	assert.Equal(t, uint64(1<<3|1<<59), b.spelled(1<<3|1<<59))
	assert.Zero(t, b.spelled(1<<4|1<<57))
}

// TestTheFirstOfSeveralBackslashes is that of as many as there are.
func TestTheFirstOfSeveralBackslashes(t *testing.T) {
	for n := 1; n < 10; n++ {
		for at := range 40 {
			slashes := (uint64(1)<<n - 1) << at
			assert.Equal(t, uint64(1)<<at, firstOf(slashes, slashes<<1&^slashes), "%d at %d", n, at)
		}
	}
	assert.Equal(t, uint64(0b1001), firstOf(0b101001, 0b10|0b10000), "each its own")
}
