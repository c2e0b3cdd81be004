package mcpreceiver

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

var noon = time.Unix(1_800_000_000, 0)

func keys(id string) callKeys {
	key := []callKey{keyOf(id)}
	return callKeys{leave: key, seek: key}
}

func TestACallIsForgottenAfterItsTime(t *testing.T) {
	c := newCalls()
	require.False(t, c.span(keys("a"), noon))
	require.Equal(t, []bool{false, true}, c.records([]callKeys{keys("a"), keys("b")}, noon.Add(callExpiry-1)))
	require.Equal(t, []bool{true}, c.records([]callKeys{keys("a")}, noon.Add(callExpiry)), "made again")
	require.True(t, c.span(keys("b"), noon.Add(callExpiry)))
}

func TestTheOldestCallMakesRoom(t *testing.T) {
	c := newCalls()
	for i := range maxCalls*keysPerCall + 1 {
		c.span(keys(strconv.Itoa(i)), noon)
	}
	require.Equal(t, []bool{true, false}, c.records([]callKeys{keys("0"), keys("1")}, noon))
	require.Equal(t, maxCalls*keysPerCall, c.fromSpans.Len())
}

func TestOneBatchMayTellOfACallTwice(t *testing.T) {
	require.Equal(t, []bool{true, false}, newCalls().records([]callKeys{keys("a"), keys("a")}, noon))
}

func TestOnlyTheAgentsViewHasKeys(t *testing.T) {
	for name, test := range map[string]struct {
		call mcp.Call
		want bool
	}{
		"a tool call of the agent":   {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleAgent, ToolCallID: "a"}, true},
		"one without an id":          {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleAgent}, true},
		"a tool call of the client":  {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleClient, ToolCallID: "a"}, false},
		"a tool call of the server":  {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleServer, ToolCallID: "a"}, false},
		"a model call":               {mcp.Call{Kind: mcp.KindInference, Side: mcp.SideClient}, true},
		"a model call on its server": {mcp.Call{Kind: mcp.KindInference, Side: mcp.SideServer}, false},
		"the run of an agent":        {mcp.Call{Kind: mcp.KindAgent}, false},
		"an MCP message":             {mcp.Call{Kind: mcp.KindRequest, Role: mcp.RoleAgent}, false},
	} {
		keys, ok := keysOfSpan("s", &test.call)
		require.Equal(t, test.want, ok, name)
		require.Equal(t, test.want, len(keys.leave) > 0, name)
		require.LessOrEqual(t, len(keys.leave), keysPerCall, name)
	}
}

// TestWhichRecordsTellOfASpansCall meets each span with a record, in both orders.
func TestWhichRecordsTellOfASpansCall(t *testing.T) {
	at, elsewhere, made := [8]byte{1}, [8]byte{2}, [8]byte{9}
	span := func(id, conversation, tool string) mcp.Call {
		return mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Tool: tool, ToolCallID: id, ConversationID: conversation, SpanID: at}
	}
	record := func(id, conversation, tool string, in [8]byte) mcp.Call {
		c := span(id, conversation, tool)
		c.SpanID, c.ParentID = made, in
		return c
	}
	for name, test := range map[string]struct {
		span, record mcp.Call
		same         bool
	}{
		"the same id":                                 {span("a", "", "t"), record("a", "", "t", elsewhere), true},
		"another id":                                  {span("a", "", "t"), record("b", "", "t", elsewhere), false},
		"the same id in the same conversation":        {span("a", "v", "t"), record("a", "v", "t", elsewhere), true},
		"the same id in another conversation":         {span("a", "v", "t"), record("a", "w", "t", elsewhere), false},
		"the same id, the span names no conversation": {span("a", "", "t"), record("a", "v", "t", elsewhere), true},
		"the same id, the record names none":          {span("a", "v", "t"), record("a", "", "t", elsewhere), true},
		"written in the span, neither has an id":      {span("", "", "t"), record("", "", "t", at), true},
		"written in the span, only the record has":    {span("", "", "t"), record("a", "", "t", at), true},
		"written in the span, only the span has":      {span("a", "", "t"), record("", "", "t", at), true},
		"written in the span, the ids differ":         {span("a", "", "t"), record("b", "", "t", at), false},
		"written in the span, of another tool":        {span("", "", "t"), record("", "", "u", at), false},
		"written elsewhere, neither has an id":        {span("", "", "t"), record("", "", "t", elsewhere), false},
	} {
		t.Run(name, func(t *testing.T) {
			ofSpan, ok := keysOfSpan("s", &test.span)
			require.True(t, ok)
			ofRecord := keysOfRecord("s", &test.record)

			spanFirst := newCalls()
			require.False(t, spanFirst.span(ofSpan, noon))
			require.Equal(t, []bool{!test.same}, spanFirst.records([]callKeys{ofRecord}, noon))

			recordFirst := newCalls()
			require.Equal(t, []bool{true}, recordFirst.records([]callKeys{ofRecord}, noon))
			require.Equal(t, test.same, recordFirst.span(ofSpan, noon))
		})
	}
}
