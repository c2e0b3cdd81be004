package anomaly

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// FuzzObserve shows a model calls that say anything.
func FuzzObserve(f *testing.F) {
	f.Add("read", `{"path":"a"}`, `{"text":"b"}`, "s", "desk", "ann", int64(1), int64(2), int64(3), uint8(1), uint8(2))
	f.Add("", "\xff", strings.Repeat("\u200b", 50), "", "", "", int64(math.MinInt64), int64(math.MaxInt64), int64(-1), uint8(200), uint8(255))
	s := begin(f, nil)
	f.Fuzz(func(t *testing.T, tool, arguments, result, session, server, principal string, start, end, now int64, kind, outcome uint8) {
		c := &mcp.Call{
			Kind: mcp.Kind(kind % uint8(mcp.NumKinds)), Role: mcp.Role(kind % 6), Outcome: mcp.Outcome(outcome % 10), Tool: tool, Arguments: arguments,
			Result: result, SessionID: session, Start: start, End: end, ResponseSize: now, RequestSize: end, ErrorType: tool, StatusMessage: result,
			ResourceURI: arguments,
		}
		copy(c.TraceID[:], session)
		copy(c.ParentID[:], server)
		o := &Observation{Call: c, Server: server, Principal: principal, Now: now, Definitions: []Definition{{Kind: server, Name: tool, JSON: result, Digest: tool}}}
		s.inspector.Inspect(o)
		for _, found := range s.model.Observe(o, nil) {
			require.Less(t, found.Type, NumTypes)
			require.Less(t, found.Severity, numSeverities)
			require.False(t, math.IsNaN(found.Score))
			require.NotEmpty(t, found.Reason)
			require.LessOrEqual(t, len(found.Reason), 1000)
		}
	})
}

// TestClocksThatJump: what is ahead counts as now, and what is far behind teaches nothing.
func TestClocksThatJump(t *testing.T) {
	s := begin(t, nil)
	at := func(d time.Duration) edit {
		return func(o *Observation) { o.Call.End = s.at.Add(d).UnixNano() }
	}
	s.call("export", "")
	s.call("export", "", at(1000*24*time.Hour))
	s.only()
	s.call("export", "")
	s.only()
	s.call("export", "", at(-time.Hour))
	require.EqualValues(t, 1, s.model.Stats().Late)
	for range 5 {
		s.call("read", "{}", failing(mcp.OutcomeToolError), at(-time.Hour))
	}
	require.True(t, s.has(RetryLoop), "it is late, and a loop")
	s.call("read", "{}", failing(mcp.OutcomeToolError), at(-2*time.Hour))
	s.only() // which was told, however late it is told again
	for _, d := range []time.Duration{math.MinInt64, math.MaxInt64} {
		s.call("x", "", at(d))
	}
}

func TestATableOfToolsCannotBeFlooded(t *testing.T) {
	s := begin(t, func(o *Options) { o.MaxTools, o.MaxPrincipals, o.MaxSessions = 10, 10, 10 })
	for i := range 10_000 {
		name := strings.Repeat("x", i%300) + string(rune('a'+i%26))
		s.call(name, "{}", ofSession(name), by(name), of(name))
	}
	st := s.model.Stats()
	require.Equal(t, [3]int{10, 10, 10}, [3]int{st.Sessions, st.Tools, st.Principals})
	require.Positive(t, st.ForgottenTools)
}
