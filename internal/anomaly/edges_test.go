package anomaly

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// What just is enough, what just is not, and what does not count.

// asking is a request that is no tool call.
func asking(method, uri string) edit {
	return func(o *Observation) {
		o.Call.Kind, o.Call.Method, o.Call.Tool, o.Call.ResourceURI = mcp.KindRequest, method, "", uri
	}
}

func TestReadingOneResourceAfterTheOther(t *testing.T) {
	s := begin(t, nil)
	n := s.until(Enumeration, 200, func(i int) {
		s.call("", "", asking(mcp.MethodResourcesRead, fmt.Sprintf("file:///customers/%d", i)))
	})
	require.InDelta(t, 50, n, 6)
	s = begin(t, nil)
	require.Zero(t, s.until(Enumeration, 200, func(int) { s.call("", "", asking(mcp.MethodToolsList, "")) }))
}

func TestWhatAPrincipalAsksForIsNotTheCrowds(t *testing.T) {
	s := begin(t, nil)
	for range 300 {
		s.asks(0, 60)
	}
	s.all = nil
	s.asks(1000, 400, by("ann"))
	for _, f := range s.all {
		require.NotContains(t, f.Reason, "without a session")
	}
	require.True(t, s.has(Enumeration), "it is hers")
}

// TestPrincipalsWhoAreKnownAreNoFlood, though there are more than have baselines, and all fail.
func TestPrincipalsWhoAreKnownAreNoFlood(t *testing.T) {
	s := begin(t, nil)
	s.ten(200, func(i int) { s.call("search", "", by("user"+strconv.Itoa(i))) })
	s.at = s.at.Add(2 * time.Hour)
	s.ten(200, func(i int) { s.call("search", "", by("user"+strconv.Itoa(i)), failing(mcp.OutcomeServerError)) })
	require.False(t, s.has(PrincipalFlood))
}

func TestWhatAServerDoesNotDoIsSaidInTwoPlaces(t *testing.T) {
	for _, place := range []edit{
		func(o *Observation) { o.Call.ErrorType = methodNotFound },
		func(o *Observation) { o.Call.ErrorType, o.Call.StatusCode = "", methodNotFound },
	} {
		s := begin(t, nil)
		for range 8 {
			s.call("", "", asking("prompts/list", ""), failing(mcp.OutcomeValidationError), place)
		}
		require.False(t, s.has(ValidationBurst))
	}
}

func TestRequestsAreNoCallsOfTools(t *testing.T) {
	s := begin(t, nil)
	for range 30 {
		s.call("", "", asking(mcp.MethodToolsList, ""), by("ann"))
		s.call("", "", asking(mcp.MethodResourcesRead, "file:///a"), by("ann"), failing(mcp.OutcomeServerError))
	}
	s.call("delete_file", "", by("ann"))
	require.False(t, s.has(FirstDestructiveUse), "it is the first call of any tool")
	require.False(t, s.has(RetryLoop))
	require.False(t, destructiveName("123"))
}

func TestTwoThirdsOfTheCallsAreMost(t *testing.T) {
	s := begin(t, nil)
	for i := range 12 {
		if i < 4 {
			s.call("b", "")
			continue
		}
		s.call("a"+strconv.Itoa(i), "", failing(mcp.OutcomeServerError))
	}
	s.only(ErrorBurst)
}

func TestHalfOfACrowdIsMost(t *testing.T) {
	for what, outcome := range map[Type]mcp.Outcome{RetryLoop: mcp.OutcomeToolError, ValidationBurst: mcp.OutcomeValidationError, DenialBurst: mcp.OutcomeAuthDenied} {
		for others, want := range map[int]bool{40: true, 42: false} {
			s := begin(t, func(o *Options) { o.Types[RetryLoop].Window = 10 * time.Minute })
			for i := range others {
				s.call("search", strconv.Itoa(i), nobody)
			}
			for range 40 {
				s.call("read", "{}", nobody, failing(outcome))
			}
			require.Equal(t, want, s.has(what), "%s beside %d", what, others)
		}
	}
}

func TestFourteenDaysAreLong(t *testing.T) {
	for away, want := range map[time.Duration]bool{14 * 24 * time.Hour: true, 14*24*time.Hour - 1: false} {
		s := begin(t, nil)
		s.call("export", "")
		s.at = s.at.Add(away - time.Second)
		s.call("export", "")
		require.Equal(t, want, s.has(DormantTool))
	}
}

// TestWhoTeachesNothingMayTeachLater: only a raise is held against a session.
func TestWhoTeachesNothingMayTeachLater(t *testing.T) {
	day := func(n int) int64 { return epoch.Add(time.Duration(n) * 24 * time.Hour).UnixNano() }
	var l level
	l.adopt(1000, day(0))
	l.learn(900, 1000, 150, 7, day(1))
	l.learn(1500, 1000, 150, 7, day(2))
	require.InDelta(t, 1500, l.usual(day(3)), 0)
	l.learn(2000, 1500, 150, 7, day(3))
	require.InDelta(t, 1470, l.usual(day(4)), 1, "it has raised it before")
	l.learn(2000, 1470, 150, 8, day(4))
	require.InDelta(t, 2000, l.usual(day(5)), 0)
}

// TestOtherRequestsAreNoRunaway: lists and pings, however many.
func TestOtherRequestsAreNoRunaway(t *testing.T) {
	s := begin(t, nil)
	require.Zero(t, s.until(RunawaySession, 600, func(int) { s.call("", "", asking(mcp.MethodPing, "")) }))
}

// TestAConversationIsNoCrowd: its agent has named it.
func TestAConversationIsNoCrowd(t *testing.T) {
	s := begin(t, nil)
	for i := range 100 {
		s.call("a"+strconv.Itoa(i), "", nobody, failing(mcp.OutcomeServerError), func(o *Observation) { o.Call.ConversationID = strconv.Itoa(i) })
	}
	require.Empty(t, s.all)
}
