package anomaly

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// What nobody wants to be woken for.

func TestHealthChecksAndSlowPollsAreNoLoops(t *testing.T) {
	s := begin(t, nil)
	for range 1440 {
		s.at = s.at.Add(time.Minute)
		s.call("health", "{}", result("ok"))
	}
	for range 100 {
		s.call("status", `{"id":1}`) // nobody knows what it answered
	}
	require.False(t, s.has(RetryLoop))
}

// TestAgentsThatReadManyFilesTeachThatTheyDo, though none of their sessions comes back.
func TestAgentsThatReadManyFilesTeachThatTheyDo(t *testing.T) {
	s := begin(t, func(o *Options) { o.Types[RunawaySession].Mode, o.Types[UnusualSequence].Mode = Off, Off })
	told := 0
	for run := range 100 {
		before := len(s.all)
		for i := range 60 {
			s.call("read_file", fmt.Sprintf(`{"path":"%d-%d"}`, run, i), ofSession(strconv.Itoa(run)))
		}
		s.at = s.at.Add(3 * time.Hour)
		if slices.ContainsFunc(s.all[before:], func(f Finding) bool { return f.Type == Enumeration }) {
			told = run + 1
		}
	}
	require.Less(t, told, 10, "it is usual by then")
}

func TestTwoVersionsOfAServerAreOfLowSeverity(t *testing.T) {
	s := begin(t, nil)
	for i := range 20 {
		s.at = s.at.Add(time.Minute)
		s.list("desk", uint64(i%2), []string{addTool, addNow}[i%2])
	}
	for _, f := range s.all {
		require.Equal(t, Low, f.Severity, f.Reason)
	}
}

func TestADigestIsNotComparedWithADefinition(t *testing.T) {
	s := begin(t, nil)
	for i := range 10 {
		s.list("desk", uint64(i%2), addTool)
		c := &mcp.Call{Kind: mcp.KindRequest, Method: mcp.MethodToolsList}
		s.show(&Observation{Call: c, Server: "desk", Observer: 7, Definitions: []Definition{{Kind: KindTool, Name: "add", Digest: "aa"}}})
	}
	require.Empty(t, s.all)
}

// TestADescriptionWithTheTimeInIt changes with every list.
func TestADescriptionWithTheTimeInIt(t *testing.T) {
	s := begin(t, nil)
	for range 72 {
		s.at = s.at.Add(time.Hour)
		s.list("desk", 1, fmt.Sprintf(`{"name":"now","description":"Says what time it is: %s."}`, s.at.Format(time.Kitchen)))
	}
	require.Len(t, s.all, 3, "once a day")
}

func TestARestartIsNoSilence(t *testing.T) {
	s := simulate(t, nil, 3)
	s.minutes(5*24*60 + 4*60)
	m, err := Restore(s.model.options, s.model.AppendBinary(nil), s.at.UnixNano())
	require.NoError(t, err)
	s.model, s.inspector, s.all = m, m.NewInspector(), nil
	s.at = s.at.Add(2 * time.Hour)
	s.minutes(10)
	require.False(t, s.has(RateAnomaly))
}

func TestTracesAreNoFlood(t *testing.T) {
	s := begin(t, nil)
	for i := range 6000 {
		s.at = s.at.Add(10*time.Millisecond - time.Second)
		s.call("search", "", ofSession(""), func(o *Observation) { o.Call.TraceID, o.Call.ParentID = [16]byte{byte(i), byte(i >> 8)}, [8]byte{1} })
	}
	require.False(t, s.has(SessionFlood))
}

func TestNamesOfToolsThatBringOrSend(t *testing.T) {
	for name, outbound := range map[string]bool{
		"send_mail": true, "http_request": true, "postMessage": true, "open_url": true, "search_mail": false, "read_message": false,
		"get_url": false, "pull_request_read": false, "add": false,
	} {
		require.Equal(t, outbound, outboundName(name), name)
	}
	for name, destroys := range map[string]bool{
		"delete_file": true, "DropTable": true, "format_code": false, "reset_view": false, "force_graph": false, "undelete": false, "list_deleted": false,
	} {
		require.Equal(t, destroys, destructiveName(name), name)
	}
}
