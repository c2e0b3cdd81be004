package instruction

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTheShortWayIsTheLongOne reads each word among signs of all sorts with all that is asked of a word.
func TestTheShortWayIsTheLongOne(t *testing.T) {
	for _, around := range []string{"  ", " ,", "\n:", "_ ", " _", "a_ ", " _a", "</>", "[]", "(_a", "/.", "..", `""`, " \n"} {
		for _, list := range lexicon {
			for word := range strings.FieldsSeq(list) {
				for _, word := range []string{word, strings.ToUpper(word)} {
					half := len(around) / 2
					text := "do not " + around[:half] + word + around[half:] + " data"
					i := strings.Index(text, around[:half]+word) + half
					j := i + len(word)
					head, tail := lower(text, i, j)
					c := words.find(head, tail, j-i)
					short, long := reader{text: text}, reader{text: text}
					short.begin()
					long.begin()
					require.Equal(t, long.narrowed(i, j, long.shape(i, j, c)), short.meant(i, j, c), "%q", text)
					require.Equal(t, long, short, "%q", text)
				}
			}
		}
	}
}

// TestEveryPairingIsNoticed notes two words after one another, of one class or of several.
func TestEveryPairingIsNoticed(t *testing.T) {
	for _, p := range pairings {
		for _, more := range []classes{0, question.set(), ignoring.set() | previous.set()} {
			var s sentence
			s.open(0, 10)
			s.note(p.from.set()|more, 11)
			s.note(p.to.set()|more, 12)
			require.NotZero(t, s.hits&p.hit.set(), "%d and %d", p.from, p.to)
			s.open(0, 12)
			s.note(p.to.set(), 13)
			require.Zero(t, s.hits&p.hit.set(), "%d and %d of another sentence", p.from, p.to)
		}
	}
}
