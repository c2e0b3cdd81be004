package jsonrpc_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

func TestMembersAndElements(t *testing.T) {
	r := jsonrpc.Raw(`{ "a":1, "b" : [ {"c":"d"} , null,[] ],"a":2 , "e":{} }`)
	var keys []string
	for key, value := range r.Members {
		keys = append(keys, key.Text()+"="+string(value))
	}
	require.Equal(t, []string{`a=1`, `b=[ {"c":"d"} , null,[] ]`, `a=2`, `e={}`}, keys)
	require.Equal(t, "2", string(r.Member("a")), "the last one counts")
	require.False(t, r.Member("x").Present())

	var elements []string
	for e := range r.Member("b").Elements {
		elements = append(elements, string(e))
	}
	require.Equal(t, []string{`{"c":"d"}`, `null`, `[]`}, elements)
	for range r.Elements {
		t.Fatal("an object has no elements")
	}
	for range jsonrpc.Raw(`["a"]`).Members {
		t.Fatal("an array has no members")
	}
	for range jsonrpc.Raw(`[]`).Elements {
		t.Fatal("an empty array has none")
	}
}

func TestWhatIsCutIsReadAsFarAsItGoes(t *testing.T) {
	var keys []string
	for key := range jsonrpc.Raw(`{"a":1,"b":{"c":[1,2`).Members {
		keys = append(keys, key.Text())
	}
	require.Equal(t, []string{"a"}, keys)
}

func TestText(t *testing.T) {
	tests := map[string]string{
		`"a"`:                  "a",
		`""`:                   "",
		`"\"\\\/\b\f\n\r\t"`:   "\"\\/\b\f\n\r\t",
		`"\u00e9\u2713"`:       "é✓",
		`"\u00FF\uabAB\uFFfd"`: "ÿ\uabab\ufffd",
		`"\ud83d\ude80"`:       "🚀",
		`"\ud83d"`:             "\ufffd",
		`"\ud83dx"`:            "\ufffdx",
		`"\ude80\ud83d"`:       "\ufffd\ufffd",
		`"\ud83d\u0041"`:       "\ufffdA",
		"\"\xff\xe2\x82\"":     "\ufffd\ufffd\ufffd",
		`1`:                    "",
		`"`:                    "",
		``:                     "",
		`{"a":1}`:              "",
		`"not closed`:          "",
		`"\u12"`:               "",
		`"a\`:                  "",
		`"\ud83d\ude80\u0041"`: "🚀A",
	}
	for raw, want := range tests {
		require.Equal(t, want, jsonrpc.Raw(raw).Text(), raw)
		if want != "" && utf8.ValidString(raw) {
			require.True(t, jsonrpc.Raw(raw).Is(want), raw)
			require.Equal(t, want, string(jsonrpc.Raw(raw).Name()), raw)
		}
		require.False(t, jsonrpc.Raw(raw).Is("x"), raw)
	}
	require.Equal(t, "abé", string(jsonrpc.Raw(`"b\u00e9cd"`).AppendText([]byte("a"), 7)))
}

func TestInt(t *testing.T) {
	n, ok := jsonrpc.Raw("-42").Int()
	require.True(t, ok)
	require.EqualValues(t, -42, n)
	for _, raw := range []string{"", "1.5", "1e3", `"1"`, "true", "9223372036854775808"} {
		_, ok := jsonrpc.Raw(raw).Int()
		require.False(t, ok, raw)
	}
}
