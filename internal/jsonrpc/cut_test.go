package jsonrpc_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

// cut decodes a text of which n bytes at either end were kept.
func cut(text string, n int) ([]jsonrpc.Message, jsonrpc.Fault) {
	return jsonrpc.DecodeCut([]byte(text[:n]), []byte(text[len(text)-n:]), int64(len(text)), nil)
}

func TestACutMessageIsStillOne(t *testing.T) {
	long := strings.Repeat("x", 1000)
	tests := map[string]struct {
		text    string
		kind    jsonrpc.Kind
		id      string
		isError bool
	}{
		"the id comes first, as the Go SDK has it": {
			`{"jsonrpc":"2.0","id":5,"result":{"content":[{"type":"text","text":"` + long + `"}],"isError":true}}`,
			jsonrpc.Result, "5", true,
		},
		"the id comes last, as the TypeScript SDK has it": {
			`{"result":{"content":[{"type":"text","text":"` + long + `"}],"isError":true},"jsonrpc":"2.0","id":"a-5"}` + "\n",
			jsonrpc.Result, "a-5", true,
		},
		"white space": {
			`{ "result" : { "content" : [ { "text" : "` + long + `" } ] , "isError" : true } , "id" : 5 } `,
			jsonrpc.Result, "5", true,
		},
		"it was no error": {
			`{"result":{"content":[{"type":"text","text":"` + long + `"}]},"jsonrpc":"2.0","id":5}`,
			jsonrpc.Result, "5", false,
		},
		"isError in the content is the content's": {
			`{"id":5,"result":{"isError":false,"content":[{"text":"` + long + `","isError":true}]}}`,
			jsonrpc.Result, "5", false,
		},
		"and so it is in a text": {
			`{"id":5,"result":{"content":[{"text":"` + long + `,\"isError\":true}"}]}}`,
			jsonrpc.Result, "5", false,
		},
		"an error": {
			`{"error":{"code":-1,"message":"` + long + `"},"id":5}`,
			jsonrpc.Error, "5", false,
		},
		"a request": {
			`{"id":5,"method":"tools/call","params":{"name":"a","arguments":{"x":"` + long + `"}}}`,
			jsonrpc.Request, "5", false,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, fault := cut(tt.text, 100)
			require.Equal(t, jsonrpc.OK, fault)
			require.Len(t, got, 1)
			m := got[0]
			require.True(t, m.Partial)
			require.Equal(t, tt.kind, m.Kind)
			require.Equal(t, tt.id, m.ID.Text())
			require.EqualValues(t, len(tt.text), m.Size)
			isError := false
			jsonrpc.EndMembers(m.End, func(key, value jsonrpc.Raw) {
				isError = isError || key.Is("isError") && value.IsTrue()
			})
			require.Equal(t, tt.isError, isError)
		})
	}
}

func TestWhatIsReadOfACutMessage(t *testing.T) {
	got, _ := cut(`{"id":5,"method":"tools/call","params":{"name":"a","arguments":{"x":"`+strings.Repeat("x", 1000)+`"}}}`, 100)
	require.Equal(t, "a", got[0].Params.Member("name").Text())
	got, _ = cut(`{"id":5,"error":{"code":-32603,"message":"`+strings.Repeat("x", 1000)+`"}}`, 100)
	code, _ := got[0].Code()
	require.Equal(t, "-32603", string(code))
}

func TestWhatIsTooLittle(t *testing.T) {
	long := strings.Repeat("x", 1000)
	for text, want := range map[string]jsonrpc.Fault{
		`[{"id":5,"result":"` + long + `"}]`:               jsonrpc.Incomplete,
		`{"` + long + `":1,"id":5}`:                        jsonrpc.Incomplete,
		`{"unknown":"` + long + `","id":5}`:                jsonrpc.Incomplete,
		long + long:                                        jsonrpc.NotJSON,
		`{"id":5,"result":` + long + `}`:                   jsonrpc.NotJSON,
		`{"id":5,"method":"a"} {"result":"` + long + "\"}": jsonrpc.Trailing,
	} {
		got, fault := cut(text, 100)
		require.Equal(t, want, fault, "%.40q", text)
		require.Empty(t, got)
	}
	// Before the last value is nothing but space.
	got, fault := jsonrpc.DecodeCut([]byte(`{"id":5,"method":"a","params":{"b":"`), []byte(`  "c"}`), 1<<20, nil)
	require.Equal(t, jsonrpc.OK, fault)
	require.Equal(t, "5", got[0].ID.Text())
	// Of an id that was cut nothing is kept: it would be another one.
	got, _ = cut(`{"method":"a","id":"`+long+`\n"}`, 100)
	require.Equal(t, jsonrpc.Notification, got[0].Kind)
	require.False(t, got[0].ID.IsSet())
}

// TestEveryCutOfAValidMessageIsTrue cuts messages wherever that is possible: what
// is found must be what is there.
func TestEveryCutOfAValidMessageIsTrue(t *testing.T) {
	for _, text := range []string{
		`{"jsonrpc":"2.0","id":"x\"y","result":{"a":[{"id":7,"isError":true}],"b":"\\","isError":false}}`,
		`{"result":{"text":"\",\"id\":9}","c":{"id":3}},"jsonrpc":"2.0","id":12}`,
		`{"params":{"name":"n","_meta":{"progressToken":4}},"method":"tools/call","id":"12"}`,
	} {
		whole := decodeOne(t, text)
		for head := 1; head < len(text); head++ {
			for tail := head; tail < len(text); tail++ {
				got, _ := jsonrpc.DecodeCut([]byte(text[:head]), []byte(text[tail:]), int64(len(text)), nil)
				for _, m := range got {
					if m.ID.Raw.Present() {
						require.Equal(t, whole.ID, m.ID, "%d %d %s", head, tail, text)
					}
					if m.Method.Present() {
						require.Equal(t, whole.Method, m.Method)
					}
					jsonrpc.EndMembers(m.End, func(key, value jsonrpc.Raw) {
						if key.Is("isError") {
							require.False(t, value.IsTrue())
						}
					})
				}
			}
		}
	}
}
