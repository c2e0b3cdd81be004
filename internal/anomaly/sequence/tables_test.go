package sequence

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestContextsKeepWhatWasSeenMost(t *testing.T) {
	var c contexts
	for key := range uint32(50_000) {
		c.put(key*0x9e3779b1 | 1).seen = 1
		if key%100 == 0 {
			c.find(key*0x9e3779b1 | 1).seen = float32(1000 + key)
		}
	}
	kept := 0
	for key := uint32(0); key < 50_000; key += 100 {
		if found := c.find(key*0x9e3779b1 | 1); found != nil {
			assert.InDelta(t, 1000+key, found.seen, 0)
			kept++
		}
	}
	// 500 keys in 1024 places: hardly a bucket of 8 has more than that.
	assert.Greater(t, kept, 490)
	assert.Nil(t, c.find(2))
}

func TestSymbolsKeepTheHeavy(t *testing.T) {
	var s symbols
	r := rand.New(rand.NewPCG(1, 2))
	heavy := r.Uint32() | 64
	s.put(heavy).weight = fade(20)
	for range 100_000 {
		s.put(r.Uint32() | 64).weight = fade(1)
	}
	assert.NotNil(t, s.find(heavy))
}

func TestToolsOutliveWhatIsLessDependedOn(t *testing.T) {
	var s symbols
	r := rand.New(rand.NewPCG(1, 2))
	random := func(l level) uint32 { return newEvent(l, 1, r.Uint64()).symbol }
	tools := make([]uint32, 300)
	for i := range tools {
		tools[i] = random(levelTool)
		s.put(tools[i]).weight = fade(1)
	}
	for range 100_000 {
		s.put(random(levelValue)).weight = fade(8)
	}
	for _, tool := range tools {
		assert.NotNil(t, s.find(tool))
	}
}

func TestFadedWeightsAreOrdered(t *testing.T) {
	last := fade(0)
	for x := 1e-30; x < maxWeight; x *= 1.1 {
		f := fade(x)
		assert.GreaterOrEqual(t, f, last)
		assert.InEpsilon(t, x, f.value(), 1.0/128)
		assert.Equal(t, f, fade(f.value()))
		last = f
	}
}

func TestVotesOfManyAreTold(t *testing.T) {
	var s state
	for voter := range uint64(100) {
		s |= vote(voter, 64)
	}
	assert.Equal(t, voteBits, s.votes())
	assert.Zero(t, s&(isTrusted|isSingle))
}

func TestEventsOfAllLevelsAreApart(t *testing.T) {
	seen := map[event]bool{}
	for l := range levels {
		for context := range uint64(20) {
			for symbol := range uint64(20) {
				e := newEvent(l, context, symbol)
				assert.Equal(t, l, e.level())
				assert.NotZero(t, e.context)
				assert.NotZero(t, e.symbol)
				assert.False(t, seen[e])
				seen[e] = true
			}
		}
	}
}

func TestScoreOfAShare(t *testing.T) {
	for _, budget := range []float64{0.001, 0.02, 0.05, 0.5} {
		assert.Zero(t, score(1, budget))
		assert.GreaterOrEqual(t, score(budget, budget), Flag)
		assert.InDelta(t, Flag, score(budget, budget), 1e-9)
		assert.Less(t, score(math.Nextafter(budget, 1), budget), Flag)
		assert.Greater(t, score(budget/100, budget), score(budget/10, budget))
		assert.LessOrEqual(t, score(0, budget), 1.0)
	}
}

func TestADayTakesAShareFromEachPrincipal(t *testing.T) {
	var d day
	admitted := 0
	for i := range 1000 {
		d.admit(uint64(101+i%90), 0.1) // others
		for range 10 {
			if d.admit(7, 0.1) {
				admitted++
			}
		}
	}
	assert.LessOrEqual(t, float64(admitted), 0.1*float64(d.total)+1)
	assert.True(t, d.allows(0, 0.1))
	assert.False(t, d.allows(7, 0.1))
	d.advance(1 << 60)
	assert.True(t, d.allows(7, 0.1))
}

func TestWeightsStayFiniteOverTheYears(t *testing.T) {
	m := New(Options{})
	for i := range int64(3000) {
		m.advance(i * int64(m.options.HalfLife) / 3)
		s := Session{Usual: true}
		m.Next(&s, &Call{Tool: "a", Arguments: `{"b":1}`})
		m.advance(m.now)
		m.teach(&s, 1)
		assert.LessOrEqual(t, m.gain, float64(maxGain)*2)
		assert.GreaterOrEqual(t, m.gain, 1.0)
	}
	// A session every third of a half-life weighs 1/(1-2^(-1/3)) of one altogether.
	seen := m.totals[levelTool].seen / m.gain
	assert.InDelta(t, 4.85, seen, 0.1)
}
