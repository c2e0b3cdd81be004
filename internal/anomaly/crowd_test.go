package anomaly

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// nobody is of no session: of a client that says its name.
func nobody(o *Observation) {
	o.Call.SessionID, o.Call.ClientName, o.Peer = "", "agent", "192.0.2.7"
}

// tracedAlone is below a request of its own, as servers are instrumented that speak HTTP.
func tracedAlone(o *Observation) { o.Call.ParentID = o.Call.SpanID }

// until makes a call again and again, half a second apart, until a type is found, and returns how
// many it took; 0 if so many do not.
func (s *script) until(want Type, most int, call func(i int)) int {
	for i := range most {
		s.at = s.at.Add(-500 * time.Millisecond)
		if call(i); s.has(want) {
			return i + 1
		}
	}
	return 0
}

var crowdRules = []struct {
	want      Type
	severity  Severity
	who, many int // calls that it takes of a principal and of a crowd
	call      func(s *script, i int, edits ...edit)
}{
	{RetryLoop, Low, 10, 20, func(s *script, _ int, edits ...edit) {
		s.call("read", `{"path":"a"}`, append(edits, failing(mcp.OutcomeToolError))...)
	}},
	{ErrorBurst, Low, 16, 32, func(s *script, i int, edits ...edit) {
		s.call("a"+strconv.Itoa(i), "", append(edits, failing(mcp.OutcomeServerError))...)
	}},
	{DenialBurst, Medium, 3, 12, func(s *script, i int, edits ...edit) {
		s.call("a"+strconv.Itoa(i), "", append(edits, failing(mcp.OutcomeAuthDenied))...)
	}},
	{ValidationBurst, Low, 8, 16, func(s *script, i int, edits ...edit) {
		s.call("a"+strconv.Itoa(i), "", append(edits, failing(mcp.OutcomeValidationError))...)
	}},
	{UnknownTool, Low, 1, 1, func(s *script, i int, edits ...edit) {
		s.call("a"+strconv.Itoa(i), "", append(edits, failing(mcp.OutcomeUnknownTool))...)
	}},
}

// TestWithoutASessionACallIsOneOfACrowd: of a stateless server, where each request may have a trace
// of its own.
func TestWithoutASessionACallIsOneOfACrowd(t *testing.T) {
	for _, rule := range crowdRules {
		for name, how := range map[string][]edit{"no trace above": {nobody}, "a trace for each": {nobody, tracedAlone}} {
			t.Run(rule.want.String()+", "+name, func(t *testing.T) {
				s := begin(t, nil)
				require.Equal(t, rule.many, s.until(rule.want, 100, func(i int) { rule.call(s, i, how...) }))
				require.Equal(t, rule.severity, s.all[len(s.all)-1].Severity)
				s = begin(t, nil)
				ann := append([]edit{by("ann")}, how...)
				require.Equal(t, rule.who, s.until(rule.want, 100, func(i int) { rule.call(s, i, ann...) }))
			})
		}
	}
}

// TestACrowdThatMostlyDoesWellIsLeftAlone: one of many is not seen, and many are not told of for one.
func TestACrowdThatMostlyDoesWellIsLeftAlone(t *testing.T) {
	for _, rule := range crowdRules[:4] {
		s := begin(t, nil)
		require.Zero(t, s.until(rule.want, 300, func(i int) {
			rule.call(s, i, nobody)
			for range 2 {
				s.call("search", strconv.Itoa(i), nobody)
			}
		}), rule.want)
	}
}

// TestCrowdsAreToldApart by client, address, server and principal, as far as they are known.
func TestCrowdsAreToldApart(t *testing.T) {
	for name, apart := range map[string]func(i int) edit{
		"client":    func(i int) edit { return func(o *Observation) { o.Call.ClientName = strconv.Itoa(i % 4) } },
		"address":   func(i int) edit { return func(o *Observation) { o.Peer = strconv.Itoa(i % 4) } },
		"server":    func(i int) edit { return of(strconv.Itoa(i % 4)) },
		"principal": func(i int) edit { return by(strconv.Itoa(i % 4)) },
	} {
		s := begin(t, nil)
		n := s.until(ErrorBurst, 200, func(i int) { s.call("a"+strconv.Itoa(i), "", nobody, apart(i), failing(mcp.OutcomeServerError)) })
		require.Greater(t, n, 60, name)
	}
}

// TestOneTraceIsNoCrowd: its own calls are judged as those of a session, and not again with others.
func TestOneTraceIsNoCrowd(t *testing.T) {
	s := begin(t, nil)
	one := func(o *Observation) { o.Call.TraceID, o.Call.ParentID = [16]byte{1}, [8]byte{2} }
	for i := range 100 {
		s.call("a"+strconv.Itoa(i), "", nobody, one, failing(mcp.OutcomeServerError))
	}
	require.Equal(t, []string{"error_burst"}, types(s.all))
	require.Equal(t, Medium, s.all[0].Severity)
	s = begin(t, nil)
	s.call("made_up", "", nobody, tracedAlone, failing(mcp.OutcomeUnknownTool))
	require.Len(t, s.all, 1, "told once, by the trace or by the crowd")
}

// asks lets a crowd ask a tool for so many things in a quarter of an hour.
func (s *script) asks(from, things int, edits ...edit) {
	begin := s.at
	for i := range things {
		s.at = begin.Add(time.Duration(i) * 9 * time.Minute / time.Duration(things))
		s.call("get_customer", fmt.Sprintf(`{"id":%d}`, from+i), append([]edit{nobody}, edits...)...)
	}
	s.at = begin.Add(15 * time.Minute)
}

// TestACrowdThatAsksForMoreThanWasUsual is what is left to see of one who walks through everything.
func TestACrowdThatAsksForMoreThanWasUsual(t *testing.T) {
	s := begin(t, nil)
	s.asks(0, 900)
	require.False(t, s.has(Enumeration), "nobody knows yet what is usual")
	s = begin(t, nil)
	for day := range 5 {
		for window := range 96 {
			things := 2 // by night
			if window < 40 {
				things = 250
			}
			s.asks(0, things, func(o *Observation) { o.Call.ClientName = strconv.Itoa(day) })
		}
	}
	require.False(t, s.has(Enumeration))
	made := 0
	s.asks(1000, 800, func(o *Observation) { made++; o.Call.ClientName = "made up " + strconv.Itoa(made) })
	require.True(t, s.has(Enumeration))
	last := s.all[len(s.all)-1]
	require.Equal(t, Low, last.Severity)
	require.Contains(t, last.Reason, "without a session")
}

func TestWhatACrowdAsksForSurvivesARestart(t *testing.T) {
	s := begin(t, nil)
	for range 300 {
		s.asks(0, 60)
	}
	state := s.model.AppendBinary(nil)
	m, err := Restore(s.model.options, state, s.at.UnixNano())
	require.NoError(t, err)
	require.Equal(t, state, m.AppendBinary(nil))
	s.model, s.inspector = m, m.NewInspector()
	s.asks(1000, 400)
	require.True(t, s.has(Enumeration), "it is known already")
}

// TestAStateOfBeforeThereWereCrowds is read, and what it lacks is learned anew.
func TestAStateOfBeforeThereWereCrowds(t *testing.T) {
	s := begin(t, nil)
	s.traffic(1, 300)
	s.asks(0, 10)
	state := s.model.AppendBinary(nil)
	body := state[len(stateMagic)+16 : len(state)-4]
	end := len(stateMagic) + 16
	for range firstSections {
		n := int(binary.LittleEndian.Uint32(body))
		body, end = body[4+n:], end+4+n
	}
	m, err := Restore(s.model.options, sealed(state[:end:end]), s.at.UnixNano())
	require.NoError(t, err)
	require.Equal(t, s.model.Stats().Tools, m.Stats().Tools)
	_, err = Restore(s.model.options, sealed(state[:end-8:end-8]), s.at.UnixNano())
	require.ErrorIs(t, err, ErrState)
}

// TestOrdinaryTrafficWithoutSessions is that of all sessions of the simulation, and five times as
// much, behind one client whose users nobody names.
func TestOrdinaryTrafficWithoutSessions(t *testing.T) {
	s := simulate(t, nil, 1)
	s.traffic, s.each = 5, nobody
	s.nameless = true
	s.minutes(14 * 24 * 60)
	t.Logf("%d calls, findings: %v", s.calls, names(s.counts))
	for _, rule := range crowdRules {
		require.Zero(t, s.counts[rule.want], rule.want)
	}
	require.Zero(t, s.counts[Enumeration])
}
