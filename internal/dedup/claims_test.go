package dedup

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// agentCall is one as an agent tells of it.
func agentCall(change func(*mcp.Call)) *mcp.Call {
	c := &mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Tool: "read", ToolCallID: "1", TraceID: [16]byte{1}, SpanID: [8]byte{1}}
	if change != nil {
		change(c)
	}
	return c
}

// TestADuplicateIsOneIfItsLogRecordWasSeen, and once for each record.
func TestADuplicateIsOneIfItsLogRecordWasSeen(t *testing.T) {
	duplicate := func(c *mcp.Call) { c.Duplicate, c.SpanID = true, [8]byte{2} }
	record := func(c *mcp.Call) { c.FromLog, c.SpanID, c.ParentID = true, [8]byte{3}, [8]byte{4} }
	for name, test := range map[string]struct {
		record, claim func(*mcp.Call)
		want          bool
	}{
		"by its id":              {record, duplicate, true},
		"another id":             {record, func(c *mcp.Call) { duplicate(c); c.ToolCallID = "2" }, false},
		"another tool":           {record, func(c *mcp.Call) { duplicate(c); c.Tool = "write" }, false},
		"another view":           {record, func(c *mcp.Call) { duplicate(c); c.Role = mcp.RoleServer }, false},
		"another kind":           {record, func(c *mcp.Call) { duplicate(c); c.Kind = mcp.KindInference }, false},
		"in that span":           {record, func(c *mcp.Call) { duplicate(c); c.ToolCallID, c.SpanID = "", [8]byte{4} }, true},
		"as that span":           {record, func(c *mcp.Call) { duplicate(c); c.ToolCallID, c.SpanID = "", [8]byte{3} }, true},
		"in that, of a trace":    {record, func(c *mcp.Call) { duplicate(c); c.ToolCallID, c.SpanID, c.TraceID = "", [8]byte{4}, [16]byte{5} }, false},
		"no record":              {func(*mcp.Call) {}, duplicate, false},
		"nothing is said":        {record, nil, false},
		"no id and no span":      {func(c *mcp.Call) { *c = mcp.Call{Kind: c.Kind, FromLog: true} }, func(c *mcp.Call) { *c = mcp.Call{Kind: c.Kind, Duplicate: true} }, false},
		"a record that says so":  {record, func(c *mcp.Call) { duplicate(c); c.FromLog = true }, false},
		"a record later than so": {func(c *mcp.Call) { record(c); c.Duplicate = true }, duplicate, true},
	} {
		t.Run(name, func(t *testing.T) {
			var c Claims
			require.False(t, c.Holds(agentCall(test.record), 1000))
			require.Equal(t, test.want, c.Holds(agentCall(test.claim), 1100))
			require.False(t, c.Holds(agentCall(test.claim), 1200), "one vouches for one")
		})
	}
	var c Claims
	c.Holds(agentCall(record), 1000)
	require.False(t, c.Holds(agentCall(duplicate), 1000+Expiry), "it is too long ago")
	require.Zero(t, testing.AllocsPerRun(100, func() { c.Holds(agentCall(duplicate), 1000) })-testing.AllocsPerRun(100, func() { agentCall(duplicate) }))
}

func TestClaimsOfNobodyTakeNoMemory(t *testing.T) {
	var c Claims
	require.False(t, c.Holds(agentCall(nil), 1))
	require.Nil(t, c.told)
}
