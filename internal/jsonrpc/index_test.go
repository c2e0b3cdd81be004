package jsonrpc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

func TestMembersAreThoseOfTheObjectThatCounts(t *testing.T) {
	for name, c := range map[string]struct {
		text           string
		params, result []string
	}{
		"params":                {text: `{"method":"a","params":{"name":"x", "arguments" : {"y":[1]} }}`, params: []string{`"name" "x"`, `"arguments" {"y":[1]}`}},
		"result":                {text: `{"id":1,"result":{"content":[],"isError":true}}`, result: []string{`"content" []`, `"isError" true`}},
		"both":                  {text: `{"params":{"a":1},"result":{"b":2}}`, params: []string{`"a" 1`}, result: []string{`"b" 2`}},
		"the last of two":       {text: `{"method":"a","params":{"a":1},"params":{"b":2}}`, params: []string{`"b" 2`}},
		"the last is no object": {text: `{"method":"a","params":{"a":1},"params":[2]}`},
		"an escaped name":       {text: `{"method":"a","p\u0061rams":{"\u0061":1}}`, params: []string{`"\u0061" 1`}},
		"a member twice":        {text: `{"id":1,"result":{"a":1,"a":2}}`, result: []string{`"a" 1`, `"a" 2`}},
		"none":                  {text: `{"id":1,"result":{ }}`},
		"in a batch":            {text: `[{"method":"b"},{"method":"a","params":{"a":1}}]`, params: []string{`"a" 1`}},
	} {
		t.Run(name, func(t *testing.T) {
			messages, fault := jsonrpc.Decode([]byte(c.text), nil)
			require.Equal(t, jsonrpc.OK, fault)
			m := messages[len(messages)-1]
			require.Equal(t, c.params, listed(m.ParamsMembers))
			require.Equal(t, c.result, listed(m.ResultMembers))
		})
	}
}

func TestMembersMayBeMoreThanAreRemembered(t *testing.T) {
	var text, want []string
	for i := range 20 {
		messages, _ := jsonrpc.Decode([]byte(`{"id":1,"result":{`+strings.Join(text, ",")+`}}`), nil)
		require.Equal(t, want, listed(messages[0].ResultMembers))
		text = append(text, fmt.Sprintf(`"m%d":{"n":%d}`, i, i))
		want = append(want, fmt.Sprintf(`"m%d" {"n":%d}`, i, i))
	}
}

func TestMembersOfAReusedMessageAreNotThoseBefore(t *testing.T) {
	messages, _ := jsonrpc.Decode([]byte(`{"id":1,"result":{"a":1}}`), nil)
	messages, _ = jsonrpc.Decode([]byte(`{"id":1,"result":{}}`), messages[:0])
	require.Empty(t, listed(messages[0].ResultMembers))
}

// TestLookingAtMembersTakesNoMemory has a message as long as results are.
func TestLookingAtMembersTakesNoMemory(t *testing.T) {
	text := []byte(`{"id":1,"result":{"content":[{"type":"text","text":"` + strings.Repeat("x", 64<<10) + `"}],"isError":true}}`)
	messages, _ := jsonrpc.Decode(text, nil)
	var size int
	require.Zero(t, testing.AllocsPerRun(100, func() {
		messages, _ = jsonrpc.Decode(text, messages[:0])
		for key, value := range messages[0].ResultMembers {
			size += len(key) + len(value)
		}
	}))
	require.Positive(t, size)
}
