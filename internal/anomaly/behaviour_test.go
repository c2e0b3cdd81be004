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

func TestCallsThatFailTheSameWayAreALoop(t *testing.T) {
	s := begin(t, nil)
	for range 4 {
		require.Empty(t, s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError)))
	}
	s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError))
	s.only(RetryLoop)
	require.Equal(t, "the same tool was called 5 times with the same arguments", s.found[0].Reason)
	require.EqualValues(t, 5, s.found[0].Observed)
	require.EqualValues(t, 5, s.found[0].Baseline)
	require.Equal(t, Medium, s.found[0].Severity)
	s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError))
	s.only()
	require.EqualValues(t, 3, s.model.Stats().Repeated, "by arguments, and twice by error")
}

func TestTheSameErrorWhateverTheArgumentsIsALoop(t *testing.T) {
	s := begin(t, nil)
	for i := range 5 {
		require.False(t, s.has(RetryLoop), i)
		s.call("read", fmt.Sprintf(`{"path":%d}`, i), failing(mcp.OutcomeToolError))
	}
	s.only(RetryLoop)
	require.Contains(t, s.found[0].Reason, "with the same error")
}

// TestAnErrorWithANumberInItIsTheSameError: of the request, of the time it took or of whatever else
// is another each time.
func TestAnErrorWithANumberInItIsTheSameError(t *testing.T) {
	said := func(format string, a ...any) edit {
		return func(o *Observation) { o.Call.StatusMessage = fmt.Sprintf(format, a...) }
	}
	s := begin(t, nil)
	for i := range 5 {
		require.False(t, s.has(RetryLoop), i)
		s.call("read", fmt.Sprintf(`{"nonce":%d}`, i), failing(mcp.OutcomeToolError), said("request %x-%d timed out after %d.%d s", 7*i, i, i, i))
	}
	s.only(RetryLoop)
	s = begin(t, nil)
	for i := range 7 {
		s.call("read", fmt.Sprintf(`{"path":%d}`, i), failing(mcp.OutcomeToolError), said("no such file: %c", 'a'+i))
	}
	require.False(t, s.has(RetryLoop), "files that are not there")
}

func TestPollingIsNoLoop(t *testing.T) {
	s := begin(t, nil)
	for i := range 100 {
		s.call("status", `{"id":1}`, result(strconv.Itoa(i)))
	}
	require.False(t, s.has(RetryLoop))
	for range 10 {
		s.call("status", `{"id":1}`, result("pending"))
	}
	s.only(RetryLoop)
}

func TestRetriesWithPausesAreNoLoop(t *testing.T) {
	s := begin(t, nil)
	for range 20 {
		s.at = s.at.Add(3 * time.Minute)
		s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError))
	}
	require.False(t, s.has(RetryLoop))
}

func TestASuccessEndsALoopOfErrors(t *testing.T) {
	s := begin(t, nil)
	for i := range 20 {
		s.call("read", fmt.Sprintf(`{"path":%d}`, i), failing(mcp.OutcomeToolError))
		s.call("read", fmt.Sprintf(`{"path":%d}`, i))
	}
	require.False(t, s.has(RetryLoop))
}

func TestSessionsThatFail(t *testing.T) {
	s := begin(t, nil)
	for i := range 7 {
		s.call("a"+strconv.Itoa(i), "", failing(mcp.OutcomeServerError))
	}
	require.False(t, s.has(ErrorBurst))
	s.call("x", "", failing(mcp.OutcomeServerError))
	s.only(ErrorBurst)

	s = begin(t, nil)
	for i := range 100 {
		s.call("a"+strconv.Itoa(i), "", failing(mcp.OutcomeServerError))
		s.call("b", "")
	}
	require.False(t, s.has(ErrorBurst), "half of the calls is not most")
}

// Some servers ask for the roots before every call, and clients list and ping. That it goes
// well makes no failed call better.
func TestWhatGoesWithCallsHidesNoFailures(t *testing.T) {
	s := begin(t, nil)
	around := func(kind mcp.Kind, method string) {
		s.calls++
		c := &mcp.Call{Kind: kind, Role: mcp.RoleServer, Method: method, SessionID: "s", Outcome: mcp.OutcomeSuccess}
		c.TraceID[13], c.TraceID[15] = 1, byte(s.calls)
		s.show(&Observation{Call: c, Server: "desk"})
	}
	for i := range 8 {
		around(mcp.KindRequest, "roots/list")
		around(mcp.KindNotification, "notifications/message")
		around(mcp.KindRequest, mcp.MethodPing)
		s.call("open", strconv.Itoa(i), failing(mcp.OutcomeToolError))
	}
	require.True(t, s.has(ErrorBurst))

	s = begin(t, nil)
	for i := range 20 {
		around(mcp.KindRequest, mcp.MethodResourcesRead)
		s.call("open", strconv.Itoa(i), failing(mcp.OutcomeToolError))
	}
	require.False(t, s.has(ErrorBurst), "what is read is as good as what is called")
}

func TestDenialsOfAPrincipalCountWhateverTheSession(t *testing.T) {
	s := begin(t, nil)
	for i := range 2 {
		s.call("delete", "", failing(mcp.OutcomeAuthDenied), ofSession(strconv.Itoa(i)), by("eve"))
	}
	s.call("read", "", failing(mcp.OutcomeAuthDenied), ofSession("x"), by("ann"))
	s.only()
	s.call("list", "", failing(mcp.OutcomeAuthDenied), ofSession("y"), by("eve"))
	s.only(DenialBurst)
	require.Equal(t, High, s.found[0].Severity)
}

func TestRefusedArguments(t *testing.T) {
	s := begin(t, nil)
	for i := range 3 {
		s.call("x"+strconv.Itoa(i), "", failing(mcp.OutcomeValidationError))
	}
	require.Empty(t, s.all)
	s.call("x", "", failing(mcp.OutcomeValidationError))
	s.only(ValidationBurst)
}

// TestAskingForWhatAServerDoesNotDo is what many clients do with every server: list
// resources and prompts, whatever it has declared.
func TestAskingForWhatAServerDoesNotDo(t *testing.T) {
	s := begin(t, nil)
	for _, method := range []string{"resources/list", "resources/templates/list", "prompts/list", "logging/setLevel", "resources/list"} {
		s.call("", "", func(o *Observation) {
			o.Call.Kind, o.Call.Method = mcp.KindRequest, method
			o.Call.Outcome, o.Call.ErrorType, o.Call.StatusCode = mcp.OutcomeValidationError, "-32601", "-32601"
		})
	}
	require.Empty(t, s.all)
}

func TestToolsThatAreMadeUp(t *testing.T) {
	s := begin(t, nil)
	s.call("read_mind", "", failing(mcp.OutcomeUnknownTool))
	s.only(UnknownTool)
	require.Equal(t, Low, s.found[0].Severity)
	s.call("read_hand", "", failing(mcp.OutcomeUnknownTool))
	s.only()
	s.call("read_tea_leaves", "", failing(mcp.OutcomeUnknownTool))
	s.only(UnknownTool)
	require.Equal(t, Medium, s.found[0].Severity)
	require.Zero(t, s.model.Stats().Tools, "what is made up pushes out nothing real")
}

func TestRunawaySessions(t *testing.T) {
	s := begin(t, func(o *Options) { o.Types[Enumeration].Mode = Off })
	for i := range 299 {
		s.call("search", fmt.Sprintf(`{"q":%d}`, i), func(*Observation) { s.at = s.at.Add(-900 * time.Millisecond) })
	}
	require.Empty(t, s.all)
	s.call("search", "{}")
	s.only(RunawaySession)
}

func TestOversizedResults(t *testing.T) {
	s := begin(t, nil)
	s.call("read", "", resultSize(99_999))
	s.only()
	s.call("read", "", resultSize(100_000))
	s.only(OversizedResult)
	s.call("read", "", resultSize(100_000))
	s.only()
	s.call("dump", "", resultSize(1<<20))
	s.only(OversizedResult)
	require.Equal(t, "a result of 1048576 bytes", s.found[0].Reason)
	s.call("screenshot", "", result(`{"content":[{"type":"image","data":"AAAA","mimeType":"image/png"}]}`), resultSize(1<<20))
	s.only()
}

// TestAResultThatIsSentTwiceCountsOnce: as text and as structured content, by SDKs that do both. What
// a model is given is content.
func TestAResultThatIsSentTwiceCountsOnce(t *testing.T) {
	s := begin(t, nil)
	content := func(n int64) edit { return func(o *Observation) { o.Call.ContentSize = n } }
	s.call("read", "", resultSize(120_200), content(60_000), result(strings.Repeat("x", 120_000)))
	s.only()
	twice := strings.Repeat("x", 60_000)
	s.call("search", "", result(`{"content":[{"type":"text","text":"`+twice+`"}],"structuredContent":{"result":"`+twice+`"},"isError":false}`))
	s.only()
	s.call("read", "", resultSize(200_200), content(100_000))
	s.only(OversizedResult)
}

// TestSizesOfWhatIsRecorded: where nobody tells a size, that of the text is.
func TestSizesOfWhatIsRecorded(t *testing.T) {
	s := begin(t, nil)
	s.call("read", "", result(strings.Repeat("lorem ipsum\n", 9000)))
	s.only(OversizedResult)
	x := moment{Observation: &Observation{Call: &mcp.Call{Arguments: "12345", RequestSize: 3, Result: "1234", ResponseSize: 90}}}
	require.InDelta(t, 5, x.requestSize(), 0)
	require.InDelta(t, 90, x.resultSize(), 0)
}

func TestWhatWasUsualOnceIsForgotten(t *testing.T) {
	u, at := usual{targets: 400}, epoch.UnixNano()
	var few walk
	few.targets.Add(1)
	for range 200 {
		u.learn(&few, at)
	}
	require.Less(t, u.targets, float32(20))
	var again usual
	again.of(u.state())
	require.Equal(t, u, again)
}

func TestAskingForOneThingAfterTheOther(t *testing.T) {
	s := begin(t, nil)
	n := 0
	for ; !s.has(Enumeration) && n < 200; n++ {
		s.call("get_customer", fmt.Sprintf(`{"id":%d}`, n))
	}
	require.InDelta(t, 50, n, 6)

	s = begin(t, nil)
	for range 1000 {
		s.call("get_customer", `{"id":1}`, result(s.at.String()))
	}
	require.False(t, s.has(Enumeration), "one target")
}

// TestAskingForMuchMayBeUsual lets everybody ask a tool for 60 things, more with time.
func TestAskingForMuchMayBeUsual(t *testing.T) {
	s := begin(t, func(o *Options) { o.Types[RunawaySession].Mode = Off })
	for day := range 30 {
		for i := range min(10+5*day, 90) {
			s.call("get_customer", fmt.Sprintf(`{"id":%d}`, i), ofSession(strconv.Itoa(day)))
		}
		s.at = s.at.Add(20 * time.Minute)
		s.call("get_customer", `{"id":1}`, ofSession(strconv.Itoa(day))) // closes the window
		s.at = s.at.Add(24 * time.Hour)
	}
	require.False(t, s.has(Enumeration))
	for i := range 400 {
		s.call("get_customer", fmt.Sprintf(`{"id":%d}`, i), ofSession("x"))
	}
	require.True(t, s.has(Enumeration))
}

func TestToolsThatWereSilentForLong(t *testing.T) {
	s := begin(t, nil)
	s.call("export", "")
	s.at = s.at.Add(13 * 24 * time.Hour)
	s.call("export", "")
	s.only()
	s.at = s.at.Add(15 * 24 * time.Hour)
	s.call("export", "")
	s.only(DormantTool)
	require.Equal(t, "the tool was called last 15 days ago", s.found[0].Reason)
}

func TestTheFirstDestructiveCallOfAPrincipal(t *testing.T) {
	s := begin(t, nil)
	s.call("delete_file", "", by("new"))
	s.only()
	for i := range 20 {
		s.call("read_file", strconv.Itoa(i), by("ann"))
		s.call("delete_file", strconv.Itoa(i), by("bob"))
	}
	s.call("deleteFile", "x", by("ann"))
	s.only(FirstDestructiveUse)
	s.call("delete_file", "x", by("bob"))
	s.only()
	s.at = s.at.Add(time.Hour)
	s.call("delete_file", "x", by("ann"))
	s.only()
}

func TestFloodsOfSessions(t *testing.T) {
	s := begin(t, func(o *Options) { o.MaxSessions = 1000 })
	n := 0
	for ; !s.has(SessionFlood) && n < 10_000; n++ {
		s.at = s.at.Add(10*time.Millisecond - time.Second)
		s.call("search", "", ofSession(strconv.Itoa(n)))
	}
	require.Equal(t, 2000, n)
	require.Equal(t, 1000, s.model.Stats().Sessions)
	require.EqualValues(t, 1000, s.model.Stats().ForgottenSessions)
}

func TestTwoViewsOfACallAreOne(t *testing.T) {
	s := begin(t, nil)
	for range 4 {
		s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError), role(mcp.RoleClient))
		s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError))
		s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError), func(o *Observation) { o.Twin = true })
	}
	require.Empty(t, s.all)
	s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError), role(mcp.RoleClient))
	s.only(RetryLoop)
	s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError))
	s.only()
}

func TestWhatIsOffIsNotFoundAndWhatIsObservedSaysSo(t *testing.T) {
	s := begin(t, func(o *Options) {
		o.Types[RetryLoop].Mode, o.Types[ErrorBurst].Mode, o.Types[ErrorBurst].Severity = Off, Observe, Critical
	})
	for range 20 {
		s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError))
	}
	require.Len(t, s.all, 1)
	require.Equal(t, ErrorBurst, s.all[0].Type)
	require.Equal(t, Observe, s.all[0].Mode)
	require.Equal(t, Critical, s.all[0].Severity)
}

func TestAFindingIsToldAgainAfterAWhile(t *testing.T) {
	s := begin(t, nil)
	told := 0
	for range 1800 {
		if s.call("read", `{"path":"a"}`, failing(mcp.OutcomeToolError)); len(s.found) > 0 && s.found[0].Type == RetryLoop {
			told++
		}
	}
	require.Equal(t, 3, told, "half an hour")
}
