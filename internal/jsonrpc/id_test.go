package jsonrpc_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

func TestIDs(t *testing.T) {
	tests := map[string]struct {
		a, b string
		same bool
	}{
		"a number is no string":                 {`1`, `"1"`, false},
		"escapes make no difference":            {`"str-id-\u00e9"`, `"str-id-é"`, true},
		"surrogates neither":                    {`"\ud83d\ude80"`, `"🚀"`, true},
		"a fraction of nothing makes none":      {`1.0`, `1`, true},
		"nor does an exponent":                  {`1e2`, `100`, true},
		"a fraction does":                       {`8.5`, `8`, false},
		"numbers beyond floats stay exact":      {`9007199254740993`, `9007199254740992`, false},
		"very long numbers too":                 {`123456789012345678901234567890`, `123456789012345678901234567891`, false},
		"the letter of the type is no text":     {`"n1"`, `1`, false},
		"a negative number is another one":      {`-1`, `1`, false},
		"the empty string is an id like others": {`""`, `0`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a, b := jsonrpc.ID{Raw: jsonrpc.Raw(tt.a)}, jsonrpc.ID{Raw: jsonrpc.Raw(tt.b)}
			require.True(t, a.IsSet())
			require.Equal(t, tt.same, string(a.AppendKey(nil, 100)) == string(b.AppendKey(nil, 100)))
		})
	}
	require.False(t, jsonrpc.ID{}.IsSet())
	require.False(t, jsonrpc.ID{Raw: jsonrpc.Raw("null")}.IsSet())
	require.Equal(t, "1.0", jsonrpc.ID{Raw: jsonrpc.Raw("1.0")}.Text())
	require.Equal(t, "a\"b", jsonrpc.ID{Raw: jsonrpc.Raw(`"a\"b"`)}.Text())
}

func TestAKeyIsBounded(t *testing.T) {
	for _, raw := range []string{`"abcdefghij"`, `1234567890`} {
		require.LessOrEqual(t, len(jsonrpc.ID{Raw: jsonrpc.Raw(raw)}.AppendKey(nil, 4)), 5)
	}
}
