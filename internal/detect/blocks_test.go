package detect

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestBlocksMissNoLiteral puts every literal at places of a block, in either case.
func TestBlocksMissNoLiteral(t *testing.T) {
	set := Builtin()
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range set.candidates() {
		for _, text := range []string{c.text, strings.ToUpper(c.text)} {
			if !c.matches(text) {
				continue // its case matters, or it has letters that are not ASCII
			}
			// What leads to it is somewhere in it.
			at := r.IntN(blockSize - len(c.text) + 1)
			pairs, quads := set.trigger.block((strings.Repeat("\x00", at) + text + strings.Repeat("\x00", blockReach))[:blockReach+1])
			if len(c.text) < 4 && pairs == 0 || len(c.text) >= 4 && quads == 0 {
				t.Errorf("%q at %d", text, at)
			}
		}
	}
}

// TestBlocksSeeWhatPlacesDo compares a block with the tables, place by place.
func TestBlocksSeeWhatPlacesDo(t *testing.T) {
	for name, trigger := range map[string]*trigger{"by pairs": byPairs(Builtin()).trigger, "with a gate": Builtin().trigger} {
		t.Run(name, func(t *testing.T) { testBlocksSeeWhatPlacesDo(t, trigger) })
	}
}

// byPairs returns a set as it is where no gates work.
func byPairs(s *Set) *Set {
	set, trigger := *s, *s.trigger
	set.trigger, trigger.gated = &trigger, false
	return &set
}

func testBlocksSeeWhatPlacesDo(t *testing.T, trigger *trigger) {
	r := rand.New(rand.NewPCG(3, 4))
	all := Builtin().candidates()
	for range 2000 {
		var b strings.Builder
		for b.Len() <= blockReach {
			b.WriteString(all[r.IntN(len(all))].text)
			b.WriteByte(byte(r.IntN(256)))
		}
		text := b.String()[:blockReach+1]
		pairs, quads := trigger.block(text)
		for i := range blockSize {
			kinds := trigger.kinds[pair(text[i], text[i+1])] & maybe
			// A gate asks for more of the letters of a country.
			wanted := kinds != 0 && (!trigger.gated || kinds != maybeIBAN || isDigit[text[i+2]])
			if seen := pairs>>i&1 != 0; seen != wanted && (wanted || !trigger.gated) {
				t.Fatalf("pair %d of %q", i, text)
			}
			if first, last := trigger.quads.of(quadOf(text[i:])); quads>>i&1 != 0 && first == last {
				t.Fatalf("four bytes at %d of %q", i, text)
			}
			for _, c := range trigger.quads.all {
				if at := i - c.offset; at >= 0 && c.matches(text[at:]) && quads>>i&1 == 0 {
					t.Fatalf("%q at %d of %q", c.text, at, text)
				}
			}
		}
	}
}
