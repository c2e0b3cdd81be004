package jsonrpc_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

func decodeOne(t *testing.T, text string) jsonrpc.Message {
	t.Helper()
	got, fault := jsonrpc.Decode([]byte(text), nil)
	require.Equal(t, jsonrpc.OK, fault)
	require.Len(t, got, 1)
	require.EqualValues(t, len(strings.TrimSpace(text)), got[0].Size)
	return got[0]
}

func TestKindsByMembers(t *testing.T) {
	tests := map[string]struct {
		text      string
		kind      jsonrpc.Kind
		fault     jsonrpc.Fault
		ambiguous bool
	}{
		"a method and an id are a request":             {`{"jsonrpc":"2.0","id":1,"method":"ping"}`, jsonrpc.Request, 0, false},
		"a method alone is a notification":             {`{"jsonrpc":"2.0","method":"ping"}`, jsonrpc.Notification, 0, false},
		"null is no id":                                {`{"id":null,"method":"ping"}`, jsonrpc.Notification, 0, false},
		"a result is an answer":                        {`{"id":1,"result":{}}`, jsonrpc.Result, 0, false},
		"a null result is one too":                     {`{"id":1,"result":null}`, jsonrpc.Result, 0, false},
		"an error is an answer":                        {`{"id":1,"error":{"code":1}}`, jsonrpc.Error, 0, false},
		"an error may have no id":                      {`{"error":{"code":1}}`, jsonrpc.Error, 0, false},
		"an error and a null result":                   {`{"id":1,"result":null,"error":{}}`, jsonrpc.Error, 0, false},
		"a result and a null error":                    {`{"id":1,"result":{},"error":null}`, jsonrpc.Result, 0, false},
		"an error outranks a result":                   {`{"id":1,"result":{},"error":{}}`, jsonrpc.Error, 0, true},
		"a method outranks a result":                   {`{"id":1,"result":{},"method":"a"}`, jsonrpc.Request, 0, true},
		"the last of two counts":                       {`{"method":1,"id":{},"id":1,"method":"a"}`, jsonrpc.Request, 0, false},
		"names may be escaped":                         {`{"\u006dethod":"a","\u0069\u0064":1}`, jsonrpc.Request, 0, false},
		"names are case-sensitive":                     {`{"Method":"a","ID":1}`, jsonrpc.Invalid, jsonrpc.NotMessage, false},
		"white space is anywhere":                      {" { \"id\" :\t1 ,\r\n\"method\": \"a\" } ", jsonrpc.Request, 0, false},
		"nothing of it is no message":                  {`{}`, jsonrpc.Invalid, jsonrpc.NotMessage, false},
		"an id alone is no message":                    {`{"id":1}`, jsonrpc.Invalid, jsonrpc.NotMessage, false},
		"an id is no object":                           {`{"id":{},"method":"a"}`, jsonrpc.Invalid, jsonrpc.BadID, false},
		"an id is not true":                            {`{"id":true,"result":{}}`, jsonrpc.Invalid, jsonrpc.BadID, false},
		"a method is a string":                         {`{"id":13,"method":42}`, jsonrpc.Invalid, jsonrpc.BadMethod, false},
		"an error is an object":                        {`{"id":13,"error":"no"}`, jsonrpc.Invalid, jsonrpc.BadError, false},
		"a message without a version is still read":    {`{"id":5,"method":"ping"}`, jsonrpc.Request, 0, false},
		"a string that is not UTF-8 is no obstacle":    {"{\"id\":1,\"method\":\"a\",\"params\":{\"x\":\"\xff\"}}", jsonrpc.Request, 0, false},
		"depth is counted, not feared":                 {`{"id":1,"result":` + strings.Repeat("[", 9999) + strings.Repeat("]", 9999) + `}`, jsonrpc.Result, 0, false},
		"a bracket in a string is part of the string ": {`{"id":1,"result":{"text":"}]\"}"}}`, jsonrpc.Result, 0, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			m := decodeOne(t, tt.text)
			require.Equal(t, tt.kind, m.Kind)
			require.Equal(t, tt.fault, m.Fault)
			require.Equal(t, tt.ambiguous, m.Ambiguous)
		})
	}
}

func TestWhatIsNoMessage(t *testing.T) {
	tests := map[string]jsonrpc.Fault{
		"":                                 jsonrpc.Empty,
		" \r\n\t":                          jsonrpc.Empty,
		"not json at all":                  jsonrpc.NotJSON,
		`{"id":1,"method":"ping"`:          jsonrpc.NotJSON,
		`{"id":1,"method":"ping",}`:        jsonrpc.NotJSON,
		"\xef\xbb\xbf{\"method\":\"a\"}":   jsonrpc.NotJSON,
		`{'method':'a'}`:                   jsonrpc.NotJSON,
		`{"method":"a` + "\n" + `"}`:       jsonrpc.NotJSON,
		`{"method":"\x"}`:                  jsonrpc.NotJSON,
		`{"method":"\u12g4"}`:              jsonrpc.NotJSON,
		`{"id":01,"method":"a"}`:           jsonrpc.NotJSON,
		`{"id":1.,"method":"a"}`:           jsonrpc.NotJSON,
		`{"id":+1,"method":"a"}`:           jsonrpc.NotJSON,
		`{"id":nul,"method":"a"}`:          jsonrpc.NotJSON,
		`[{"method":"a"},]`:                jsonrpc.NotJSON,
		`[{"method":"a"}`:                  jsonrpc.NotJSON,
		`{"method":"a"}{"method":"b"}`:     jsonrpc.Trailing,
		`{"method":"a"} x`:                 jsonrpc.Trailing,
		`[{"method":"a"}] x`:               jsonrpc.Trailing,
		`1 2`:                              jsonrpc.Trailing,
		`[]`:                               jsonrpc.NotMessage,
		`1`:                                jsonrpc.NotMessage,
		`"ping"`:                           jsonrpc.NotMessage,
		`null`:                             jsonrpc.NotMessage,
		strings.Repeat("[", 10_001):        jsonrpc.TooDeep,
		`{"a":` + strings.Repeat("[", 1e5): jsonrpc.TooDeep,
		`{"method":"a","params":{"b":` + strings.Repeat("[", 1e5): jsonrpc.TooDeep,
	}
	for text, want := range tests {
		got, fault := jsonrpc.Decode([]byte(text), nil)
		require.Equal(t, want, fault, "%.40q", text)
		require.Empty(t, got, "%.40q", text)
	}
}

func TestABatchIsItsMessages(t *testing.T) {
	got, fault := jsonrpc.Decode([]byte(` [{"id":5,"method":"a"} , 1, [], {"method":"b"},{"id":"5","result":[]}]`), nil)
	require.Equal(t, jsonrpc.OK, fault)
	var kinds []jsonrpc.Kind
	for _, m := range got {
		kinds = append(kinds, m.Kind)
	}
	require.Equal(t, []jsonrpc.Kind{
		jsonrpc.Request, jsonrpc.Invalid, jsonrpc.Invalid, jsonrpc.Notification, jsonrpc.Result,
	}, kinds)
	require.Equal(t, jsonrpc.NotMessage, got[1].Fault)

	got, fault = jsonrpc.Decode([]byte("["+strings.Repeat(`{"method":"a"},`, 1500)+`1]`), nil)
	require.Equal(t, jsonrpc.TooMany, fault)
	require.Len(t, got, jsonrpc.MaxBatch)
}

func TestMembersAreVerbatim(t *testing.T) {
	m := decodeOne(t, `{"jsonrpc":"1.0","id":9007199254740993,"method":"tools\/call","params":{ "a" : 1.50 }}`)
	require.Equal(t, `"1.0"`, string(m.Version))
	require.Equal(t, `9007199254740993`, m.ID.Text())
	require.Equal(t, `tools/call`, m.Method.Text())
	require.Equal(t, `{ "a" : 1.50 }`, string(m.Params))

	m = decodeOne(t, `{"id":"7","error":{"code":-32602,"message":"a \u00e9","code":-1,"data":{"code":5}}}`)
	code, message := m.Code()
	require.Equal(t, `-1`, string(code))
	require.Equal(t, `a é`, message.Text())
}

func TestDecodingDoesNotAllocate(t *testing.T) {
	data := []byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a\u0020b","arguments":{"x":[1,2,{}]}}}`)
	var dst []jsonrpc.Message
	dst, _ = jsonrpc.Decode(data, dst)
	require.Zero(t, testing.AllocsPerRun(100, func() { dst, _ = jsonrpc.Decode(data, dst[:0]) }))
}
