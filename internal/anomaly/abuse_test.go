package anomaly

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// What somebody who writes telemetry may try, so that others are not told of.

func TestLateCallsDoNotEmptyBursts(t *testing.T) {
	s := begin(t, nil)
	long := func(o *Observation) { o.Call.End = 1 }
	for i := range 10 {
		s.call("a"+strconv.Itoa(i), "", failing(mcp.OutcomeAuthDenied), by("eve"))
		s.call("b"+strconv.Itoa(i), "", failing(mcp.OutcomeAuthDenied), by("eve"), long)
	}
	require.True(t, s.has(DenialBurst))
	require.True(t, s.has(ErrorBurst))
}

func TestNamesThatAreMadeUpPushOutNothingReal(t *testing.T) {
	s := begin(t, func(o *Options) { o.MaxTools, o.MaxPrincipals = 50, 50 })
	for range 300 {
		s.call("real", "", took(20*time.Millisecond))
		s.at = s.at.Add(time.Minute)
	}
	known := s.model.bases.Len()
	require.NotNil(t, s.model.bases.Get(s.viewOf("real"), s.at.UnixNano()))
	for i := range 1000 {
		name := "made up " + strconv.Itoa(i)
		s.call(name, "", failing(mcp.OutcomeUnknownTool), by(name), ofSession(name))
		s.call(name, "", failing(mcp.OutcomeValidationError), of(name), ofSession(name))
		s.call(name, "", failing(mcp.OutcomeAuthDenied), of(name), ofSession(name))
	}
	require.Equal(t, known, s.model.bases.Len())
	require.NotNil(t, s.model.bases.Get(s.viewOf("real"), s.at.UnixNano()))
	require.Positive(t, s.model.Stats().ForgottenPrincipals, "of principals there are more, and it is said")
}

// viewOf is the key of a tool of "desk", as its server sees it.
func (s *script) viewOf(tool string) uint64 {
	o := &Observation{Call: &mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleServer, Tool: tool}, Server: "desk"}
	return s.model.keysOf(o).view
}

func TestDenialsOfNobodyForgetNoPrincipal(t *testing.T) {
	s := begin(t, func(o *Options) { o.MaxPrincipals = 10 })
	for i := range 30 {
		s.call("read", strconv.Itoa(i), by("ann"))
	}
	for i := range 100 {
		s.call("read", "", failing(mcp.OutcomeAuthDenied), ofSession(strconv.Itoa(i)))
	}
	s.call("delete_file", "", by("ann"))
	require.True(t, s.has(FirstDestructiveUse))
}

func TestALedgerOfMadeUpServersEmpties(t *testing.T) {
	s := begin(t, nil)
	for i := range 1200 {
		s.list("server"+strconv.Itoa(i), 1, addTool)
	}
	s.at = s.at.Add(60 * 24 * time.Hour)
	s.call("x", "")
	s.all = nil
	s.list("real", 1, addPoison)
	require.True(t, s.has(PoisonedDefinition))
}

func TestATimeLongAgoSettlesNothing(t *testing.T) {
	s := begin(t, nil)
	s.call("x", "", func(o *Observation) { o.Call.End = 2 })
	require.Equal(t, s.at.UnixNano(), s.model.began)
}

func TestFindingsOnDefinitionsAreToldApart(t *testing.T) {
	s := begin(t, nil)
	s.list("desk", 1, addPoison, strings.Replace(addPoison, `"name":"add"`, `"name":"sum"`, 1))
	prints := map[uint64]string{}
	for _, f := range s.all {
		if f.Type == PoisonedDefinition {
			prints[f.Fingerprint] = f.Subject
		}
	}
	require.Len(t, prints, 2)
}

func TestResultsAreFollowedInTheRoleThatTellsThem(t *testing.T) {
	s := begin(t, nil)
	s.call("qx7", "{}", of("vault"), role(mcp.RoleClient), conversation)
	s.call("qx7", "{}", of("vault"), result(mail), conversation)
	s.call("send_it", fmt.Sprintf(`{"body":%q}`, passage), of("web"), conversation)
	require.True(t, s.has(ValueFlow))
}

// TestNobodyTeachesAloneHowMuchIsAskedFor: a walk that stays just below what is told, a little
// more in every window, would otherwise soon be the usual one.
func TestNobodyTeachesAloneHowMuchIsAskedFor(t *testing.T) {
	s := begin(t, func(o *Options) { o.Types[RunawaySession].Mode = Off })
	asked, taught := 0, 0.0
	for range 30 {
		n := 0.85 * max(50, 2*taught)
		for range int(n) {
			s.at = s.at.Add(-900 * time.Millisecond)
			s.call("get_customer", fmt.Sprintf(`{"id":%d}`, asked), by("eve"))
			asked++
		}
		taught = min(n, max(1.5*taught, 10))
		s.at = s.at.Add(11 * time.Minute)
		if s.has(Enumeration) || asked > 2000 {
			break
		}
	}
	require.True(t, s.has(Enumeration), "after %d", asked)
	require.Less(t, asked, 500)
}

func TestNamesThatNeverSucceededPushOutNothingReal(t *testing.T) {
	s := begin(t, func(o *Options) { o.MaxTools = 50 })
	for range 30 {
		s.call("real", "", took(20*time.Millisecond))
		s.at = s.at.Add(time.Minute)
	}
	tools, known := s.model.Stats().Tools, s.model.bases.Len()
	for i := range 200 { // as servers answer that do not tell an unknown tool from any other failure
		s.call("made up "+strconv.Itoa(i), "", failing(mcp.OutcomeToolError), ofSession(strconv.Itoa(i)))
		s.call("x", "", failing(mcp.OutcomeServerError), of("server"+strconv.Itoa(i)), ofSession(strconv.Itoa(i)))
	}
	require.Equal(t, [2]int{tools, known}, [2]int{s.model.Stats().Tools, s.model.bases.Len()})
	s.call("real", "", failing(mcp.OutcomeToolError))
	require.NotNil(t, s.model.bases.Get(s.viewOf("real"), s.at.UnixNano()))
}
