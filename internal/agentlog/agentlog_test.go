package agentlog

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// given is a log record as a test writes it.
type given struct {
	scope, body, event string
	attrs              map[string]any
}

// written is when the records of tests are written.
const written = 1_800_000_000_000_000_000

func (g given) record(t testing.TB) plog.LogRecord {
	t.Helper()
	r := plog.NewLogRecord()
	r.SetTimestamp(written)
	r.SetEventName(g.event)
	if g.body != "" {
		r.Body().SetStr(g.body)
	}
	require.NoError(t, r.Attributes().FromRaw(g.attrs))
	return r
}

// example is a record and the call that it tells of, but for ids; the zero call
// is none.
type example struct {
	name  string
	given given
	want  mcp.Call
}

func (e example) run(t *testing.T) {
	t.Run(e.name, func(t *testing.T) {
		var c mcp.Call
		ok := Decode(e.given.scope, e.given.record(t), &c)
		require.Equal(t, e.want != mcp.Call{}, ok)
		require.Equal(t, ok, c.TraceID != [16]byte{} && c.SpanID != [8]byte{})
		c.TraceID, c.SpanID = [16]byte{}, [8]byte{}
		require.Equal(t, ok, c.FromLog)
		c.FromLog = false
		require.Equal(t, e.want, c)
	})
}

// with returns attributes and some more; nil takes one away.
func with(attrs, more map[string]any) map[string]any {
	all := map[string]any{}
	for _, part := range []map[string]any{attrs, more} {
		for k, v := range part {
			if all[k] = v; v == nil {
				delete(all, k)
			}
		}
	}
	return all
}

// but returns a changed copy of a call.
func but(c mcp.Call, change func(*mcp.Call)) mcp.Call {
	change(&c)
	return c
}

func before(d time.Duration) int64 { return written - int64(d) }

func TestOtherRecordsAreNoCalls(t *testing.T) {
	for _, test := range []example{
		{name: "an empty record"},
		{name: "a line of text", given: given{body: "tool_result"}},
		{name: "the words without the CLI", given: given{attrs: map[string]any{"event.name": "tool_result", "tool_name": "Bash"}}},
		{name: "the words in a scope of another", given: given{scope: "app", body: "tool_result", attrs: map[string]any{"event.name": "api_request"}}},
		{name: "a name that only begins alike", given: given{attrs: map[string]any{"event.name": "codex_tool_result"}}},
		{name: "an event name that is no text", given: given{attrs: map[string]any{"event.name": 7}}},
		{name: "the bare prefix", given: given{attrs: map[string]any{"event.name": "codex."}}},
		{name: "the conventions' event", given: given{attrs: map[string]any{"event.name": "gen_ai.client.inference.operation.details"}}},
	} {
		test.run(t)
	}
}

// TestValuesThatCannotBeReadAreCountedAndIgnored changes one attribute of a good
// record at a time.
func TestValuesThatCannotBeReadAreCountedAndIgnored(t *testing.T) {
	noted := func(o mcp.Oddity) func(*mcp.Call) { return func(c *mcp.Call) { c.Note(o) } }
	instant := func(c *mcp.Call) { c.Start = c.End }
	for _, test := range []struct {
		name    string
		attrs   map[string]any
		changes []func(*mcp.Call)
	}{
		{"a duration that is no number", map[string]any{"duration_ms": "fast"}, []func(*mcp.Call){instant, noted(mcp.WrongType)}},
		{"a duration that is a boolean", map[string]any{"duration_ms": true}, []func(*mcp.Call){instant, noted(mcp.WrongType)}},
		{"a negative duration", map[string]any{"duration_ms": "-1"}, []func(*mcp.Call){instant, noted(mcp.OutOfRange)}},
		{"a duration that is not a number", map[string]any{"duration_ms": "NaN"}, []func(*mcp.Call){instant, noted(mcp.OutOfRange)}},
		{"an endless duration", map[string]any{"duration_ms": "Inf"}, []func(*mcp.Call){instant, noted(mcp.OutOfRange)}},
		{"a duration beyond 1970", map[string]any{"duration_ms": 1.9e12}, []func(*mcp.Call){instant, noted(mcp.OutOfRange)}},
		{"a duration beyond everything", map[string]any{"duration_ms": "1e300"}, []func(*mcp.Call){instant, noted(mcp.OutOfRange)}},
		{"no duration", map[string]any{"duration_ms": nil}, []func(*mcp.Call){instant}},
		{"an empty duration", map[string]any{"duration_ms": ""}, []func(*mcp.Call){instant}},
		{"a duration with a fraction", map[string]any{"duration_ms": 0.5}, []func(*mcp.Call){func(c *mcp.Call) { c.Start = before(500 * time.Microsecond) }}},
		{"a duration that is an integer", map[string]any{"duration_ms": 1500}, nil},
		{"a success that is a boolean", map[string]any{"success": true}, nil},
		{"a success in capitals", map[string]any{"success": "True"}, nil},
		{"a success that is neither", map[string]any{"success": "maybe"}, []func(*mcp.Call){func(c *mcp.Call) { c.Outcome = mcp.OutcomeUnknown }, noted(mcp.WrongType)}},
		{"a success that is a number", map[string]any{"success": 1}, []func(*mcp.Call){func(c *mcp.Call) { c.Outcome = mcp.OutcomeUnknown }, noted(mcp.WrongType)}},
		{"no success", map[string]any{"success": nil}, []func(*mcp.Call){func(c *mcp.Call) { c.Outcome = mcp.OutcomeUnknown }}},
		{"a tool that is a number", map[string]any{"tool_name": 3}, []func(*mcp.Call){func(c *mcp.Call) { c.Tool = "" }, noted(mcp.WrongType)}},
		{"no tool", map[string]any{"tool_name": nil}, []func(*mcp.Call){func(c *mcp.Call) { c.Tool = "" }}},
		{"a tool that is no text", map[string]any{"tool_name": "a\xff"}, []func(*mcp.Call){func(c *mcp.Call) { c.Tool = "" }, noted(mcp.BadUTF8)}},
		{"a call id that is a list", map[string]any{"call_id": []any{"c"}}, []func(*mcp.Call){func(c *mcp.Call) { c.ToolCallID = "" }, noted(mcp.WrongType)}},
		{"arguments that are a number", map[string]any{"arguments": 3}, []func(*mcp.Call){func(c *mcp.Call) { c.Arguments = "" }, noted(mcp.WrongType)}},
		{"arguments that are a map", map[string]any{"arguments": map[string]any{"a": 1}}, nil},
		{"output that is no text", map[string]any{"output": "\xff"}, []func(*mcp.Call){func(c *mcp.Call) { c.Result = "" }, noted(mcp.BadUTF8)}},
		{"an error type that is a number", map[string]any{"success": "false", "error_type": 3}, []func(*mcp.Call){
			func(c *mcp.Call) { c.ErrorType, c.Outcome = "_OTHER", mcp.OutcomeServerError },
			noted(mcp.WrongType),
		}},
	} {
		want := good.want
		for _, change := range test.changes {
			change(&want)
		}
		example{test.name, given{attrs: with(good.given.attrs, test.attrs)}, want}.run(t)
	}
}

// good is a record of which every value can be read.
var good = example{
	given: given{attrs: map[string]any{
		"event.name": "codex.tool_result", "conversation.id": "v", "tool_name": "shell", "call_id": "c",
		"arguments": `{"a":1}`, "output": "done", "duration_ms": "1500", "success": "true",
	}},
	want: mcp.Call{
		Kind: mcp.KindToolCall, Role: mcp.RoleAgent, Operation: "execute_tool", Tool: "shell", ToolCallID: "c",
		ConversationID: "v", Arguments: `{"a":1}`, Result: "done", Outcome: mcp.OutcomeSuccess,
		Start: before(1500 * time.Millisecond), End: written,
	},
}

func TestTheEndIsWhenTheRecordSaysSo(t *testing.T) {
	const text = "2027-01-15T08:00:00.250Z"
	at := time.Date(2027, 1, 15, 8, 0, 0, 250_000_000, time.UTC).UnixNano()
	for name, test := range map[string]struct {
		timestamp, observed pcommon.Timestamp
		text                any
		end                 int64
		odd                 int
	}{
		"the timestamp first":                  {5, 6, text, 5, 0},
		"else when it was observed":            {0, 6, text, 6, 0},
		"else the text":                        {0, 0, text, at, 0},
		"else unknown":                         {0, 0, nil, 0, 0},
		"a text that is no time":               {0, 0, "today", 0, 1},
		"a text beyond what 63 bits hold":      {0, 0, "9999-01-01T00:00:00Z", 0, 1},
		"a text before 1970":                   {0, 0, "1900-01-01T00:00:00Z", 0, 1},
		"a timestamp beyond what 63 bits hold": {1 << 63, 6, nil, 6, 1},
	} {
		t.Run(name, func(t *testing.T) {
			r := given{attrs: map[string]any{"event.name": "codex.tool_result", "event.timestamp": test.text}}.record(t)
			r.SetTimestamp(test.timestamp)
			r.SetObservedTimestamp(test.observed)
			var c mcp.Call
			require.True(t, Decode("", r, &c))
			require.Equal(t, test.end, c.End)
			require.Equal(t, test.end, c.Start)
			odd := 0
			for _, times := range c.Odd {
				odd += int(times)
			}
			require.Equal(t, test.odd, odd)
		})
	}
}

func TestAnUnknownEndHasNoStart(t *testing.T) {
	r := given{attrs: with(good.given.attrs, nil)}.record(t)
	r.SetTimestamp(0)
	var c mcp.Call
	require.True(t, Decode("", r, &c))
	require.Zero(t, c.Start)
	require.Zero(t, c.End)
}
