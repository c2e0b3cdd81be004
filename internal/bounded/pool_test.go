package bounded

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAPoolLendsEachThingOnce(t *testing.T) {
	made := 0
	p := Pool[*int]{Create: func() *int { made++; n := made; return &n }}
	a, b := p.Take(), p.Take()
	require.NotEqual(t, *a, *b)
	p.GiveBack(a)
	p.GiveBack(b)
	require.Same(t, b, p.Take(), "what was used last is the next")
	require.Same(t, a, p.Take())
	require.Equal(t, 2, made)
}

func TestAPoolKeepsNoMoreThanItMay(t *testing.T) {
	p := Pool[int]{Create: func() int { return 0 }}
	for range 2 * poolSize {
		p.GiveBack(1)
	}
	for range poolSize {
		require.Equal(t, 1, p.Take())
	}
	require.Equal(t, 0, p.Take())
}
