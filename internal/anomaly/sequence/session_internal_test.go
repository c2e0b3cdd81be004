package sequence

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestASessionHasWhatItRemembers compares the tags with the list, of events many of which
// have the same tag, with room for all and without.
func TestASessionHasWhatItRemembers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		var s Session
		for range 200 {
			e := event{context: r.Uint32N(4)*2 + 1, symbol: r.Uint32N(3)<<24 | r.Uint32N(16)<<3 | 1<<6}
			require.Equal(t, slices.Contains(s.fresh[:s.nfresh], e), s.has(e))
			if !s.has(e) {
				s.remember(e, float64(r.IntN(8)))
			}
		}
	}
}
