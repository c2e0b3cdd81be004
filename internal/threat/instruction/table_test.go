package instruction

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEveryWordIsFound(t *testing.T) {
	for _, lexicon := range []map[class]string{lexicon, languages} {
		for c, list := range lexicon {
			for word := range strings.FieldsSeq(list) {
				var f folded
				for _, r := range word {
					f.rune(r)
				}
				if f.len == 1 {
					continue // a folded word of one letter is a number or an initial
				}
				got, disguise := f.classes()
				assert.NotZero(t, got&c.set(), word)
				assert.False(t, disguise, word)
			}
		}
	}
}

func TestBothKeysOfAWordAreTheSame(t *testing.T) {
	for _, word := range []string{"a", "Ignore", "password", "Passwords", "instructions", "confidentialityy"} {
		var f folded
		for _, r := range word {
			f.rune(r)
		}
		head, tail := f.key()
		for _, text := range []string{word, word + " and more of the text"} {
			gotHead, gotTail := lower(text, 0, len(word))
			assert.Equal(t, head, gotHead, word)
			assert.Equal(t, tail, gotTail, word)
		}
	}
}

func TestTheTableHasRoom(t *testing.T) {
	n := 0
	for _, e := range words.words {
		if e.len > 0 {
			n++
		}
	}
	assert.Less(t, n, slots/2)
}

func TestFoldingTablesAreComplete(t *testing.T) {
	assert.Len(t, latin, 0x180-0xc0)
	assert.Len(t, latinAdditional, 0x100/2)
}

func TestMostWordsArePassedOver(t *testing.T) {
	passed := map[int]int{}
	for n := 2; n <= 8; n++ {
		for a := range 26 {
			word := strings.Repeat(string(rune('a'+a)), n-1) + "q" + strings.Repeat(" ", 8-n)
			if words.may(hashHead(load(word, 0)&firstLetters[n])) == 0 {
				passed[n]++
			}
		}
		assert.Greater(t, passed[n], 20, "words of %d letters", n)
	}
	for _, e := range words.words {
		if e.len > 0 {
			assert.NotZero(t, words.may(hashHead(e.head)), "a word of the lexicon is not")
		}
	}
}
