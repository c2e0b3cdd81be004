package instruction

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReasonsAreNames(t *testing.T) {
	assert.Empty(t, Reasons(0).String())
	assert.Equal(t, "override", Override.String())
	assert.Equal(t, "concealment,request", (Request | Concealment).String())
	assert.Len(t, strings.Split((Address<<1-1).String(), ","), len(reasonNames))
	assert.Empty(t, (Address << 1).String(), "a bit without a name")
}

func TestEveryHitHasAReason(t *testing.T) {
	carried := afterOverride.set() | afterUrgent.set() // these speak of another sentence
	for h := range numHits {
		if h.set()&carried == 0 {
			assert.NotZero(t, reasonOfHit[h], "hit %d", h)
		}
	}
}
