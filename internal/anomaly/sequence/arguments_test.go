package sequence

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func parsed(text string) (a arguments, ok bool) {
	ok = a.parse(7, text)
	return a, ok
}

func TestTextsThatAreNoArguments(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                     ``,
		"null":                        `null`,
		"an array":                    `[{"a":1}]`,
		"an object that is cut":       `{"a":"b`,
		"two objects":                 `{} {}`,
		"a name without quotes":       `{a:1}`,
		"a name without a value":      `{"a":}`,
		"no colon":                    `{"a" 1}`,
		"no comma":                    `{"a":1 "b":2}`,
		"a comma too many":            `{"a":1,}`,
		"an array that is not closed": `{"a":[1,2}`,
		"a word":                      `{"a":nul}`,
		"a number of signs":           `{"a":--}`,
		"more than the bound":         `{"a":"` + strings.Repeat("x", MaxArguments) + `"}`,
		"deeper than the bound":       `{"a":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, ok := parsed(text)
			assert.False(t, ok)
		})
	}
}

func TestWhatArgumentsHaveInCommon(t *testing.T) {
	const base = `{"to":"anna@example.com","amount":17,"tags":["a","b"]}`
	tests := map[string]struct {
		text                string
		names, values, form bool // whether they are those of base; the form is of the first
	}{
		"themselves":            {base, true, true, true},
		"another value":         {`{"to":"otto@example.com","amount":17,"tags":["a","b"]}`, true, false, true},
		"another form":          {`{"to":"ANNA","amount":17,"tags":["a","b"]}`, true, false, false},
		"another name":          {`{"cc":"anna@example.com","amount":17,"tags":["a","b"]}`, false, false, true},
		"more in an array":      {`{"to":"anna@example.com","amount":17,"tags":["a","b","c"]}`, true, false, true},
		"a value that moved":    {`{"to":"anna@example.com","tags":["a","b",17]}`, false, false, true},
		"an array for a scalar": {`{"to":["anna@example.com"],"amount":17,"tags":["a","b"]}`, false, false, true},
		"an escape":             {`{"to":"anna\u0040example.com","amount":1.7e1,"tags":["b","a"]}`, true, true, true},
	}
	want, ok := parsed(base)
	require.True(t, ok)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := parsed(tt.text)
			require.True(t, ok)
			assert.Equal(t, tt.names, got.names == want.names)
			assert.Equal(t, tt.values, got.values == want.values)
			assert.Equal(t, tt.form, got.leaves[0].form == want.leaves[0].form)
		})
	}
}

func TestForms(t *testing.T) {
	tests := map[string]struct {
		a, b string
		same bool
	}{
		"identifiers of one scheme":      {`"T-000123"`, `"T-98"`, false},
		"identifiers of one length":      {`"T-000123"`, `"T-998877"`, true},
		"addresses of one length or so":  {`"anna@example.com"`, `"otto.x@example.com"`, false},
		"numbers of one magnitude":       {`17`, `31`, true},
		"numbers of different magnitude": {`17`, `32`, false},
		"numbers of different sign":      {`17`, `-17`, false},
		"fractions of one magnitude":     {`0.3`, `0.4`, true},
		"zero and a number":              {`0`, `1`, false},
		"true and false":                 {`true`, `false`, true},
		"a number and its text":          {`17`, `"17"`, false},
		"text of other letters":          {`"abc def"`, `"xyz uvw"`, true},
		"text of another length":         {`"abc def"`, `"abcdefgh ijklmnop"`, false},
		"text beyond what is looked at":  {`"` + strings.Repeat("a", 70) + `!"`, `"` + strings.Repeat("a", 71) + `"`, true},
		"letters of other alphabets":     {`"жук"`, `"кит"`, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a, ok := parsed(`{"x":` + tt.a + `}`)
			require.True(t, ok)
			b, ok := parsed(`{"x":` + tt.b + `}`)
			require.True(t, ok)
			assert.Equal(t, tt.same, a.leaves[0].form == b.leaves[0].form)
		})
	}
}

func TestLeavesAreBounded(t *testing.T) {
	a, ok := parsed(`{"list":[` + strings.Repeat("1,", 3000) + `2]}`)
	require.True(t, ok)
	assert.Equal(t, maxLeaves, a.n)
}

func TestNamesBeyondTheLeaves(t *testing.T) {
	names := func(rest string) uint64 {
		a, ok := parsed(`{"list":[` + strings.Repeat("0,", maxLeaves) + `0],` + rest + `}`)
		require.True(t, ok)
		return a.names
	}
	want := names(`"more":[1]`)
	assert.Equal(t, want, names(`"more":[1,2,3]`), "however many values")
	assert.NotEqual(t, want, names(`"more":[1],"bcc":"x"`), "a name too many")
}

func TestHashesDependOnTheKey(t *testing.T) {
	var a, b arguments
	require.True(t, a.parse(1, `{"a":"b"}`))
	require.True(t, b.parse(2, `{"a":"b"}`))
	assert.NotEqual(t, a.values, b.values)
	assert.NotEqual(t, a.names, b.names)
	assert.Equal(t, a.leaves[0].form, b.leaves[0].form)
}

// Whatever another implementation takes for an object is one here, and in the spelling
// of its encoder it hashes alike.
func FuzzArguments(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":[1,-2.5e3,true,null,"x\u00e9<>"],"b":{"c":""}}`, `{"a":"\ud83d\ude00\/\b"}`, `{"a":1e400}`, `{"é":"\ud800"}`, `{"\"a\\":"\"\\","b":"\\\""}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, ok := parsed(text)
		var object map[string]any
		if json.Unmarshal([]byte(text), &object) != nil || object == nil || len(text) > MaxArguments || strings.Count(text, "[")+strings.Count(text, "{") > maxDepth {
			return
		}
		require.True(t, ok)
		again, err := json.Marshal(object)
		require.NoError(t, err)
		b, ok := parsed(string(again))
		require.True(t, ok)
		if a.n != b.n || a.n == maxLeaves || !utf8.ValidString(text) || len(text) > maxHashed || strings.Contains(text, `\u`) {
			return // a name twice, or text that the other does not keep
		}
		assert.Equal(t, a.names, b.names)
		assert.Equal(t, a.values, b.values)
	})
}
