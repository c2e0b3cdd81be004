package sequence_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

func TestWhatIsUnlikeTheUsual(t *testing.T) {
	list := sequence.Call{Tool: "list_tickets", Arguments: `{"state":"open","limit":20}`}
	read := sequence.Call{Tool: "read_ticket", Arguments: `{"id":"T-000001"}`}
	refund := sequence.Call{Tool: "refund", Arguments: `{"id":"T-000001","amount":17,"currency":"EUR"}`}
	reply := sequence.Call{Tool: "reply", Arguments: `{"id":"T-000001","text":"Hello and thank you once more","to":"customer"}`}
	with := func(c sequence.Call, arguments string) sequence.Call {
		return sequence.Call{Tool: c.Tool, Arguments: arguments}
	}
	tests := map[string]struct {
		calls calls
		want  sequence.Kind // None for not flagged
	}{
		"a usual session is not flagged":                {calls{read, refund, reply}, sequence.None},
		"a tool that nobody calls":                      {calls{list, read, {Tool: "delete_account"}}, sequence.Tool},
		"a known tool at a point where nobody calls it": {calls{list, refund}, sequence.Pair},
		"a known tool as the first":                     {calls{reply}, sequence.Pair},
		"a value that a closed vocabulary does not have": {
			calls{with(list, `{"state":"secret","limit":20}`)}, sequence.Value,
		},
		"an identifier of another form": {
			calls{list, with(read, `{"id":"../../etc/passwd"}`)}, sequence.Form,
		},
		"an amount of another magnitude": {
			calls{read, with(refund, `{"id":"T-000001","amount":90000,"currency":"EUR"}`)}, sequence.Form,
		},
		"an argument that is never given": {
			calls{read, with(refund, `{"id":"T-000001","amount":17,"currency":"EUR","to_account":"DE02"}`)}, sequence.Names,
		},
		"a new identifier is no evidence": {calls{list, with(read, `{"id":"T-999999"}`)}, sequence.None},
		"new prose is no evidence": {
			calls{list, read, with(reply, `{"id":"T-000001","text":"Hello all of us moved on","to":"customer"}`)}, sequence.None,
		},
		"text that is no JSON is no evidence":    {calls{with(list, `{"state":"secret",`)}, sequence.None},
		"arguments of no object are no evidence": {calls{with(list, `["secret"]`)}, sequence.None},
		"no arguments at all are no evidence":    {calls{with(list, ``)}, sequence.None},
	}
	m, _ := taught(sequence.Options{}, 300, support)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := look(m, tt.calls)
			require.True(t, v.Ready)
			if tt.want == sequence.None {
				assert.Less(t, v.Score, sequence.Flag)
				return
			}
			assert.GreaterOrEqual(t, v.Score, sequence.Flag)
			assert.Equal(t, tt.want.String(), v.Kind.String())
		})
	}
}

func TestCombinationOfKnownValues(t *testing.T) {
	of := func(r *rand.Rand) calls {
		if r.IntN(2) == 0 {
			return calls{{Tool: "trade", Arguments: `{"side":"buy","account":"main"}`}}
		}
		return calls{{Tool: "trade", Arguments: `{"side":"sell","account":"spare"}`}}
	}
	m, _ := taught(sequence.Options{}, 100, of)
	v := look(m, calls{{Tool: "trade", Arguments: `{"side":"sell","account":"main"}`}})
	assert.GreaterOrEqual(t, v.Score, sequence.Flag)
	assert.Equal(t, sequence.Combination, v.Kind)
}

func TestManyCallsInARow(t *testing.T) {
	of := func(r *rand.Rand) calls { return make(calls, 1+r.IntN(4)) }
	m, _ := taught(sequence.Options{}, 100, of)
	v := look(m, make(calls, 40))
	assert.GreaterOrEqual(t, v.Score, sequence.Flag)
	assert.Equal(t, sequence.Length, v.Kind)
}

func TestNoveltyIsNoEvidenceWhereItIsUsual(t *testing.T) {
	n := 0
	of := func(*rand.Rand) calls { // each session another tool
		n++
		return calls{{Tool: "start"}, {Tool: fmt.Sprint("tool ", n), Arguments: fmt.Sprintf(`{"v%d":%d}`, n, n)}}
	}
	m, _ := taught(sequence.Options{}, 300, of)
	for range 50 {
		assert.Less(t, look(m, of(nil)).Score, sequence.Flag)
	}
}

func TestSameArgumentsInAnotherSpelling(t *testing.T) {
	of := func(*rand.Rand) calls {
		return calls{{Tool: "a", Arguments: `{"name":"Zoë/1","n":5,"list":["x","y"],"deep":{"t":true}}`}}
	}
	m, _ := taught(sequence.Options{}, 100, of)
	for name, arguments := range map[string]string{
		"other order":     `{"deep":{"t":true},"list":["x","y"],"n":5,"name":"Zoë/1"}`,
		"escapes":         `{"\u006eame":"Zo\u00eb\/1","n":5,"list":["x","y"],"deep":{"t":true}}`,
		"white space":     " {\n\t\"name\" : \"Zoë/1\" , \"n\" : 5, \"list\":[ \"x\" ,\"y\"], \"deep\":{\"t\":true} } ",
		"another number":  `{"name":"Zoë/1","n":5.0e0,"list":["x","y"],"deep":{"t":true}}`,
		"order in arrays": `{"name":"Zoë/1","n":5,"list":["y","x"],"deep":{"t":true}}`,
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, sequence.None, look(m, calls{{Tool: "a", Arguments: arguments}}).Kind)
		})
	}
}

func TestNothingIsFlaggedBeforeItIsReady(t *testing.T) {
	m, r := sequence.New(sequence.Options{MinSessions: 50}), rand.New(rand.NewPCG(1, 2))
	strange := calls{{Tool: "delete_account"}}
	for i := range 50 {
		v := look(m, strange)
		assert.Zero(t, v.Score)
		assert.False(t, v.Ready)
		assert.False(t, m.Ready())
		run(m, by(i), support(r), start)
	}
	for i := range 2 { // ranks are renewed now and then
		run(m, by(100+i), support(r), start)
	}
	assert.True(t, m.Ready())
	assert.GreaterOrEqual(t, look(m, strange).Score, sequence.Flag)
}

func TestSessionsKnownToBeUsualAreTakenWhateverTheirNumber(t *testing.T) {
	m, r := sequence.New(sequence.Options{}), rand.New(rand.NewPCG(1, 2))
	for range 100 {
		run(m, sequence.Session{Who: 1, Usual: true}, support(r), start)
	}
	assert.True(t, m.Ready())
	m = sequence.New(sequence.Options{MinSessions: 30})
	for range 100 {
		run(m, sequence.Session{Who: 1}, support(r), start)
	}
	assert.False(t, m.Ready(), "of one principal, 20 sessions are taken in a day")
}

func TestReadyNeedsAsManyAsTheBudgetSays(t *testing.T) {
	m, _ := taught(sequence.Options{Budget: 0.01}, 90, support)
	assert.False(t, m.Ready())
	m, _ = taught(sequence.Options{Budget: 0.01}, 110, support)
	assert.True(t, m.Ready())
}

// Sessions that come from one distribution, with new things in a fifth of them, are
// flagged no more often than the budget says. Ties among few recent sessions count in
// favour of the usual, so that it is less.
func TestFlaggedShareOfUsualSessions(t *testing.T) {
	of := func(r *rand.Rand) calls {
		list := support(r)
		if r.IntN(5) == 0 {
			list = append(list, sequence.Call{Tool: fmt.Sprint("rare ", r.Int64())})
		}
		if r.IntN(10) == 0 {
			list[0].Arguments = fmt.Sprintf(`{"x%d":1}`, r.IntN(1000))
		}
		return list
	}
	for _, budget := range []float64{0.02, 0.05, 0.1} {
		t.Run(fmt.Sprint(budget), func(t *testing.T) {
			m, r, flagged := sequence.New(sequence.Options{Budget: budget}), rand.New(rand.NewPCG(3, 4)), 0
			const sessions = 4000
			for i := range sessions {
				if run(m, by(i), of(r), start.Add(time.Duration(i)*time.Minute)).Score >= sequence.Flag {
					flagged++
				}
			}
			share := float64(flagged) / sessions
			t.Logf("flagged %.4f", share)
			assert.Less(t, share, budget*1.1)
			assert.Greater(t, share, budget/20)
		})
	}
}

func TestOldThingsAreForgotten(t *testing.T) {
	m, at := taught(sequence.Options{HalfLife: 24 * time.Hour}, 100, support)
	old := calls{{Tool: "old_tool"}}
	s := sequence.Session{Usual: true}
	run(m, s, old, at)
	assert.Less(t, look(m, old).Score, sequence.Flag)
	r := rand.New(rand.NewPCG(5, 6))
	for i := range 24 * 6 {
		at = at.Add(time.Hour)
		run(m, by(1000+i), support(r), at)
	}
	assert.GreaterOrEqual(t, look(m, old).Score, sequence.Flag)
}

func TestAModelThatWasNotUsedIsNotReady(t *testing.T) {
	m, at := taught(sequence.Options{}, 100, support)
	require.True(t, m.Ready())
	run(m, by(1), support(rand.New(rand.NewPCG(1, 1))), at.AddDate(2, 0, 0))
	assert.False(t, m.Ready())
}

func TestTimeThatGoesBackIsTheLatest(t *testing.T) {
	a, at := taught(sequence.Options{}, 50, support)
	b := *a
	run(a, by(1), calls{{Tool: "x"}}, at)
	run(&b, by(1), calls{{Tool: "x"}}, at)
	run(a, by(2), calls{{Tool: "y"}}, at)
	run(&b, by(2), calls{{Tool: "y"}}, time.Time{})
	assert.Equal(t, *a, b)
}

func TestASessionWithoutCallsTeachesNothing(t *testing.T) {
	m, at := taught(sequence.Options{}, 50, support)
	before := *m
	s := by(7)
	m.End(&s, at.Add(time.Hour))
	assert.Equal(t, before, *m)
	assert.Equal(t, by(7), s)
}

func TestEndEmptiesTheSession(t *testing.T) {
	m, at := taught(sequence.Options{}, 50, support)
	s := by(7)
	judge(m, &s, calls{{Tool: "delete_account"}})
	assert.True(t, s.Flagged())
	m.End(&s, at)
	assert.Equal(t, by(7), s)
}

func TestKindsAreFixedSentences(t *testing.T) {
	seen := map[string]bool{}
	for k := sequence.None; k <= sequence.Form; k++ {
		assert.False(t, seen[k.String()])
		assert.False(t, strings.Contains(k.String(), "%"))
		seen[k.String()] = true
	}
	assert.Equal(t, "unknown", sequence.Kind(200).String())
}
