package jsonrpc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

var seeds = []string{
	`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"a","arguments":{"x":[1.5e3,null,"\ud83d\ude80"]}}}`,
	`{"result":{"content":[{"type":"text","text":"a"}],"isError":true},"jsonrpc":"2.0","id":"\u0061"}`,
	`[{"id":null,"error":{"code":-32600,"message":"x"}},1]`,
	"\xef\xbb\xbf{\"method\":\"\xff\"}",
	`{"id":1,"id":2,"method":"a","\u006dethod":"b"}`,
	`{"id":1}{"id":2}`,
	" [ ] ",
	`{"a":-0.0e+10,"b":[[[]]],"c":{"d":{}}}`,
	`{"params":{"a":1},"result": { "b" : {"c":[]} , "b":2 },"params":{"d":"\\n"},"id":1}`,
	`{"method":"a","params":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9},"id":1}`,
}

// FuzzDecode compares with encoding/json.
func FuzzDecode(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, fault := jsonrpc.Decode([]byte(text), nil)
		if valid := json.Valid([]byte(text)); !valid {
			require.Contains(t, []jsonrpc.Fault{
				jsonrpc.Empty, jsonrpc.NotJSON, jsonrpc.Trailing, jsonrpc.TooDeep,
			}, fault)
			require.Empty(t, got)
			return
		}
		require.Contains(t, []jsonrpc.Fault{jsonrpc.OK, jsonrpc.NotMessage, jsonrpc.TooMany}, fault)
		var elements []json.RawMessage
		switch strings.TrimSpace(text)[0] {
		case '{':
			elements = []json.RawMessage{json.RawMessage(text)}
		case '[':
			require.NoError(t, json.Unmarshal([]byte(text), &elements))
		}
		require.Len(t, got, min(len(elements), jsonrpc.MaxBatch))
		for i := range got {
			compare(t, elements[i], &got[i])
		}
	})
}

func compare(t *testing.T, element json.RawMessage, m *jsonrpc.Message) {
	t.Helper()
	var members map[string]json.RawMessage
	if json.Unmarshal(element, &members) != nil || members == nil {
		require.Equal(t, jsonrpc.Invalid, m.Kind)
		return
	}
	for name, value := range map[string]jsonrpc.Raw{
		"jsonrpc": m.Version, "id": m.ID.Raw, "method": m.Method, "params": m.Params, "result": m.Result, "error": m.Error,
	} {
		require.Equal(t, string(members[name]), string(value), name)
		compareValue(t, value)
	}
	compareMembers(t, m)
	isMessage := m.Method.Present() || m.Result.Present() || m.Error.Present() && !m.Error.IsNull()
	require.Equal(t, isMessage, m.Fault != jsonrpc.NotMessage)
}

// compareMembers compares what a message knows of its members with reading them.
func compareMembers(t *testing.T, m *jsonrpc.Message) {
	t.Helper()
	require.Equal(t, listed(m.Params.Members), listed(m.ParamsMembers))
	require.Equal(t, listed(m.Result.Members), listed(m.ResultMembers))
}

func listed(members func(func(key, value jsonrpc.Raw) bool)) (list []string) {
	for key, value := range members {
		list = append(list, string(key)+" "+string(value))
	}
	return list
}

// compareValue reads a value by both parsers, to the bottom.
func compareValue(t *testing.T, r jsonrpc.Raw) {
	t.Helper()
	switch {
	case r.IsString():
		var want string
		require.NoError(t, json.Unmarshal(r, &want))
		require.Equal(t, want, r.Text())
	case r.IsObject():
		var want map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r, &want))
		got := map[string]json.RawMessage{}
		for key, value := range r.Members {
			got[key.Text()] = json.RawMessage(value)
			compareValue(t, value)
		}
		require.Equal(t, want, got)
	case r.IsArray():
		var want, got []json.RawMessage
		require.NoError(t, json.Unmarshal(r, &want))
		for value := range r.Elements {
			got = append(got, json.RawMessage(value))
			compareValue(t, value)
		}
		require.Len(t, got, len(want))
		for i := range want {
			require.Equal(t, string(want[i]), string(got[i]))
		}
	}
}

// FuzzRaw reads what is no JSON.
func FuzzRaw(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed, 10)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		r := jsonrpc.Raw(text)
		r.Text()
		r.Is("method")
		r.Int()
		for key, value := range r.Members {
			require.True(t, json.Valid(key))
			require.True(t, json.Valid(value))
		}
		for value := range r.Elements {
			require.True(t, json.Valid(value))
		}
		jsonrpc.EndMembers(r, func(key, value jsonrpc.Raw) {
			require.True(t, json.Valid(value))
			require.NotEmpty(t, key)
		})
		n = min(max(n, 0), len(text))
		got, _ := jsonrpc.DecodeCut([]byte(text[:n]), []byte(text[n:]), int64(len(text)), nil)
		require.LessOrEqual(t, len(got), 1)
		for i := range got {
			compareMembers(t, &got[i])
		}
	})
}
