package instruction

import (
	"math/rand/v2"
	"testing"
)

// TestEveryProcessorReadsTheSame reads as one without the newer instructions does.
func TestEveryProcessorReadsTheSame(t *testing.T) {
	looked, shifted := looksAtOnce, shiftsFast
	defer func() { looksAtOnce, shiftsFast = looked, shifted }()
	looksAtOnce, shiftsFast = false, false
	random := rand.New(rand.NewPCG(7, 8))
	for range 5000 {
		requireSame(t, compose(random))
	}
}
