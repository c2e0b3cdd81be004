package anomaly

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

var epoch = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// script shows a model one call after the other.
type script struct {
	testing.TB
	model     *Model
	inspector *Inspector
	at        time.Time
	calls     uint64
	found     []Finding // by the last call
	all       []Finding
}

func begin(t testing.TB, change func(*Options)) *script {
	o := Defaults()
	copy(o.Key[:], "0123456789abcdef")
	if change != nil {
		change(&o)
	}
	m := New(o)
	return &script{TB: t, model: m, inspector: m.NewInspector(), at: epoch}
}

// edit says of a call what is unlike the ordinary.
type edit func(*Observation)

// call shows a tool call that took 20 ms and has succeeded, a second after the one before,
// of session "s".
func (s *script) call(tool, arguments string, edits ...edit) []Finding {
	s.calls++
	c := &mcp.Call{
		Kind: mcp.KindToolCall, Role: mcp.RoleServer, Side: mcp.SideServer, Method: mcp.MethodToolsCall, Tool: tool,
		SessionID: "s", Arguments: arguments, Outcome: mcp.OutcomeSuccess,
	}
	binary.BigEndian.PutUint64(c.TraceID[:], s.calls)
	binary.BigEndian.PutUint64(c.SpanID[:], s.calls)
	return s.show(&Observation{Call: c, Server: "desk"}, edits...)
}

func (s *script) show(o *Observation, edits ...edit) []Finding {
	s.at = s.at.Add(time.Second)
	o.Call.Start, o.Call.End = s.at.Add(-20*time.Millisecond).UnixNano(), s.at.UnixNano()
	for _, e := range edits {
		e(o)
	}
	o.Now = s.at.UnixNano()
	s.inspector.Inspect(o)
	s.found = s.model.Observe(o, nil)
	s.all = append(s.all, s.found...)
	return s.found
}

func ofSession(id string) edit  { return func(o *Observation) { o.Call.SessionID = id } }
func by(id string) edit         { return func(o *Observation) { o.Principal = id } }
func of(name string) edit       { return func(o *Observation) { o.Server = name } }
func result(text string) edit   { return func(o *Observation) { o.Call.Result = text } }
func role(r mcp.Role) edit      { return func(o *Observation) { o.Call.Role = r } }
func resultSize(n int64) edit   { return func(o *Observation) { o.Call.ResponseSize = n } }
func took(d time.Duration) edit { return func(o *Observation) { o.Call.Start = o.Call.End - int64(d) } }

func failing(outcome mcp.Outcome) edit {
	return func(o *Observation) { o.Call.Outcome, o.Call.ErrorType = outcome, outcome.String() }
}

// types returns what was found by the last call.
func types(found []Finding) (names []string) {
	for _, f := range found {
		names = append(names, f.Type.String())
	}
	slices.Sort(names)
	return names
}

// has reports whether a type was found by any call so far.
func (s *script) has(t Type) bool {
	return slices.ContainsFunc(s.all, func(f Finding) bool { return f.Type == t })
}

// only asserts what the last call was found to be.
func (s *script) only(want ...Type) {
	s.Helper()
	var names []string
	for _, t := range want {
		names = append(names, t.String())
	}
	require.Equal(s, names, types(s.found))
}
