package sequence_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

type calls = []sequence.Call

var start = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

// support is a population with three workflows, whose arguments are an identifier, a
// closed vocabulary, an amount and free text.
func support(r *rand.Rand) calls {
	id := fmt.Sprintf("T-%06d", r.IntN(1_000_000))
	state := []string{"open", "closed", "waiting"}[r.IntN(3)]
	list := sequence.Call{Tool: "list_tickets", Arguments: `{"state":"` + state + `","limit":20}`}
	read := sequence.Call{Tool: "read_ticket", Arguments: `{"id":"` + id + `"}`}
	reply := sequence.Call{Tool: "reply", Arguments: fmt.Sprintf(`{"id":%q,"text":%q,"to":"customer"}`, id, prose(r))}
	refund := sequence.Call{Tool: "refund", Arguments: fmt.Sprintf(`{"id":%q,"amount":%d,"currency":"EUR"}`, id, 5+r.IntN(45))}
	switch r.IntN(3) {
	case 0:
		return calls{list, read}
	case 1:
		return calls{list, read, reply}
	}
	return calls{read, refund, reply}
}

func prose(r *rand.Rand) string {
	words := []string{"thank", "you", "please", "wait", "for", "the", "parcel", "again"}
	text := []string{"Hello"}
	for range 5 + r.IntN(10) {
		text = append(text, words[r.IntN(len(words))])
	}
	return strings.Join(text, " ")
}

// run shows a session to a model and ends it, and returns the highest verdict.
func run(m *sequence.Model, s sequence.Session, list calls, at time.Time) sequence.Verdict {
	top := judge(m, &s, list)
	m.End(&s, at)
	return top
}

func judge(m *sequence.Model, s *sequence.Session, list calls) (top sequence.Verdict) {
	for i := range list {
		if v := m.Next(s, &list[i]); i == 0 || v.Score > top.Score {
			top = v
		}
	}
	return top
}

// by is a session of the principal of a number.
func by(who int) sequence.Session { return sequence.Session{Who: uint64(who)*0x9e3779b97f4a7c15 | 1} }

// taught returns a model of a population, each session of another principal, and the
// time after the last of them: they are an hour apart.
func taught(o sequence.Options, sessions int, of func(*rand.Rand) calls) (*sequence.Model, time.Time) {
	m, r, at := sequence.New(o), rand.New(rand.NewPCG(1, 2)), start
	for i := range sessions {
		run(m, by(i), of(r), at)
		at = at.Add(time.Hour)
	}
	return m, at
}

// look judges a session by a copy of the model, which stays as it was.
func look(m *sequence.Model, list calls) sequence.Verdict {
	c := *m
	s := by(1 << 20)
	return judge(&c, &s, list)
}
