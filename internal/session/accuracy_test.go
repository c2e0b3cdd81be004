package session_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// TestAccuracyOfInferredSessions plays recordings of sessions whose ids it hides, and
// compares what each kind of evidence makes of them with the sessions that were there:
// of all pairs of calls in one inferred session, how many were in one real session
// (precision), and the other way round (recall). What a call does not carry cannot be
// inferred from it, so recall has two figures: of all pairs, and of pairs of calls that
// carry the evidence.
func TestAccuracyOfInferredSessions(t *testing.T) {
	tests := []struct {
		tier session.Tier
		arrangement
		precision, recall, ofCarriers float64 // at least
	}{
		{session.Conversation, atOnceOnePrincipal, 0.99, 0.99, 0.99},
		{session.Trace, atOnceOnePrincipal, 1, 0.05, 1},
		{session.Task, atOnceOnePrincipal, 1, 0.005, 1},
		{session.Principal, oneAfterAnother, 0.99, 0.98, 0.98},
		{session.Principal, atOnceAPrincipalEach, 0.99, 0.98, 0.98},
		{session.Principal, atOnceOnePrincipal, 0.35, 0.5, 0.5}, // what it cannot tell apart
		{anyTier, atOnceAPrincipalEach, 0.99, 0.98, 0.98},
	}
	for _, tt := range tests {
		t.Run(nameOf(tt.tier)+" "+tt.arrangement.String(), func(t *testing.T) {
			got := infer(t, tt.tier, tt.arrangement)
			t.Logf("%-12s %-36s precision %.3f, recall %.3f, of those that carry it %.3f; %d calls, %d carry it",
				nameOf(tt.tier), tt.arrangement, got.precision, got.recall, got.ofCarriers, got.calls, got.carriers)
			require.GreaterOrEqual(t, got.precision, tt.precision)
			require.GreaterOrEqual(t, got.recall, tt.recall)
			require.GreaterOrEqual(t, got.ofCarriers, tt.ofCarriers)
		})
	}
}

// anyTier is the strongest evidence that there is, as in use.
const anyTier = session.None

func nameOf(tier session.Tier) string {
	if tier == anyTier {
		return "any"
	}
	return tier.String()
}

// arrangement is how the recordings are laid out in time.
type arrangement int

const (
	oneAfterAnother arrangement = iota
	atOnceAPrincipalEach
	atOnceOnePrincipal
)

// String returns the arrangement in words.
func (a arrangement) String() string {
	return [...]string{"one after another, one principal", "at once, a principal each", "at once, one principal"}[a]
}

// sighting is a call with the session that it was in and the one that was inferred.
type sighting struct {
	truth    string
	inferred session.ID
}

// infer plays all recordings of Streamable HTTP before 2026-07-28 with sessions.
func infer(t *testing.T, tier session.Tier, a arrangement) accuracy {
	groups := session.New(session.Options{})
	var seen []sighting
	type step struct {
		at     int64
		player *capture.Player
		record *capture.Record
	}
	var steps []step
	for i, file := range capture.Files(t, captures) {
		name, records := capture.Name(file), capture.Read(t, file)
		if !strings.HasSuffix(name, "-http") || name == "deskv2-2026-http" || name == "desk-grafana-http" {
			continue
		}
		begin := capture.Epoch
		principal := "someone"
		switch a {
		case oneAfterAnother:
			begin = begin.Add(time.Duration(i) * time.Minute)
		case atOnceAPrincipalEach:
			principal = name
		}
		player := &capture.Player{
			Tracker: exchange.NewTracker(exchange.Options{Side: mcp.SideClient}),
			Server:  "server", Principal: principal, Begin: begin, HideSessions: true,
		}
		player.Done = func(e *exchange.Exchange, from capture.Origin) {
			if from.Session == "" || e.Call.Kind == mcp.KindNotification {
				return
			}
			c, x := e.Call, evidenceOf(e, from)
			if tier != anyTier {
				c.ConversationID = name // as an agent would say
				only(tier, &c, &x)
			}
			p, _ := groups.Assign(&c, x, nil)
			seen = append(seen, sighting{name + from.Session, p.Session})
		}
		if tier == session.Conversation && name == "conformance-2025-http" {
			continue // one conversation, many sessions
		}
		for j := range records {
			steps = append(steps, step{begin.UnixNano() + records[j].At, player, &records[j]})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Compare(a.at, b.at) })
	for _, s := range steps {
		s.player.Step(s.record)
	}
	return measure(seen)
}

// only leaves of what a call carries the evidence of one tier.
func only(tier session.Tier, c *mcp.Call, e *session.Evidence) {
	if tier != session.Conversation {
		c.ConversationID = ""
	}
	if tier != session.Trace || e.WeakTrace {
		c.TraceID = [16]byte{}
	}
	if tier != session.Task {
		e.Task, e.Chain = 0, 0
	}
	if tier != session.Principal {
		e.Principal, e.Client = "", ""
	}
}

type accuracy struct {
	precision, recall, ofCarriers float64
	calls, carriers               int
}

func measure(seen []sighting) accuracy {
	var both, inferred, truth, carried float64
	a := accuracy{calls: len(seen)}
	for i, x := range seen {
		if x.inferred != (session.ID{}) {
			a.carriers++
		}
		for _, y := range seen[:i] {
			carry := x.inferred != session.ID{} && y.inferred != session.ID{}
			together := carry && x.inferred == y.inferred
			if together {
				inferred++
			}
			if x.truth == y.truth {
				truth++
				if carry {
					carried++
				}
				if together {
					both++
				}
			}
		}
	}
	a.precision, a.recall, a.ofCarriers = both/inferred, both/truth, both/carried
	return a
}
