package mcpreceiver

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

var noon = time.Unix(1_800_000_000, 0)

func keys(id string) []callKey { return []callKey{keyOfID("s", id)} }

func TestACallIsForgottenAfterItsTime(t *testing.T) {
	c := newCalls()
	require.False(t, c.span(keys("a"), noon))
	require.Equal(t, []bool{false, true}, c.records([][]callKey{keys("a"), keys("b")}, noon.Add(callExpiry-1)))
	require.Equal(t, []bool{true}, c.records([][]callKey{keys("a")}, noon.Add(callExpiry)), "made again")
	require.True(t, c.span(keys("b"), noon.Add(callExpiry)))
}

func TestTheOldestCallMakesRoom(t *testing.T) {
	c := newCalls()
	for i := range maxCalls + 1 {
		c.span(keys(strconv.Itoa(i)), noon)
	}
	require.Equal(t, []bool{true, false}, c.records([][]callKey{keys("0"), keys("1")}, noon))
	require.Equal(t, maxCalls, c.fromSpans.Len())
}

func TestOneBatchMayTellOfACallTwice(t *testing.T) {
	require.Equal(t, []bool{true, false}, newCalls().records([][]callKey{keys("a"), keys("a")}, noon))
}

func TestOnlyTheAgentsViewHasKeys(t *testing.T) {
	for name, test := range map[string]struct {
		call mcp.Call
		want int
	}{
		"a tool call of the agent":   {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleAgent, ToolCallID: "a"}, 2},
		"one without an id":          {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleAgent}, 1},
		"a tool call of the client":  {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleClient, ToolCallID: "a"}, 0},
		"a tool call of the server":  {mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleServer, ToolCallID: "a"}, 0},
		"a model call":               {mcp.Call{Kind: mcp.KindInference, Side: mcp.SideClient}, 1},
		"a model call on its server": {mcp.Call{Kind: mcp.KindInference, Side: mcp.SideServer}, 0},
		"the run of an agent":        {mcp.Call{Kind: mcp.KindAgent}, 0},
		"an MCP message":             {mcp.Call{Kind: mcp.KindRequest, Role: mcp.RoleAgent}, 0},
	} {
		require.Len(t, keysOfSpan("s", &test.call), test.want, name)
	}
}
