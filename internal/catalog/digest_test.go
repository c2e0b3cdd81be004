package catalog

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func digest(text string) Digest { return key{}.read(text).digest }

func TestWhatHasOneDigest(t *testing.T) {
	same := map[string][2]string{
		"members in another order":         {`{"a":1,"b":[2,3]}`, `{"b":[2,3],"a":1}`},
		"white space":                      {`{"a":1}`, "{ \"a\" :\n1 }"},
		"forms of a number":                {`{"a":[100,1,0,0.5]}`, `{"a":[1e2,1.0,-0,5E-1]}`},
		"escapes":                          {`{"a":"é/"}`, `{"\u0061":"\u00e9\/"}`},
		"required parameters in any order": {`{"required":["a","b"]}`, `{"required":["b","a"]}`},
		"types in any order":               {`{"type":["null","string"]}`, `{"type":["string","null"]}`},
	}
	for name, pair := range same {
		assert.Equal(t, digest(pair[0]), digest(pair[1]), name)
	}
	other := map[string][2]string{
		"another value":                  {`{"a":1}`, `{"a":2}`},
		"a text and a number":            {`{"a":1}`, `{"a":"1"}`},
		"nothing and null":               {`{}`, `{"a":null}`},
		"lists in another order":         {`{"enum":["a","b"]}`, `{"enum":["b","a"]}`},
		"a property called required":     {`{"properties":{"required":["a","b"]}}`, `{"properties":{"required":["b","a"]}}`},
		"integers that a float confuses": {`{"a":9007199254740993}`, `{"a":9007199254740992}`},
		"text that is cut":               {`{"a":1}`, `{"a":1`},
		"more after the end":             {`{"a":1}`, `{"a":1} {"b":2}`},
		"bytes that are not UTF-8":       {"{\"a\":\"\xff\"}", "{\"a\":\"\xfe\"}"},
	}
	for name, pair := range other {
		assert.NotEqual(t, digest(pair[0]), digest(pair[1]), name)
	}
	assert.Len(t, digest(`{}`).String(), 32)
	assert.Empty(t, Digest{}.String())
}

func TestWhatIsTooMuchIsOpaque(t *testing.T) {
	for name, text := range map[string]string{
		"too deep":   strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1),
		"too long":   `{"a":"` + strings.Repeat("x", MaxDefinition) + `"}`,
		"no object":  `["a"]`,
		"no JSON":    `Adds two numbers.`,
		"no content": ``,
	} {
		assert.True(t, key{}.read(text).opaque, name)
	}
	assert.False(t, key{}.read(`{"type":"function","function":{"name":"a"}}`).opaque)
}

// shuffled writes a tree with members in any order.
func shuffled(random *rand.Rand, tree any) string {
	switch v := tree.(type) {
	case map[string]any:
		keys := sortedKeys(v)
		random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		parts := make([]string, len(keys))
		for i, k := range keys {
			name, _ := json.Marshal(k)
			parts[i] = string(name) + ": " + shuffled(random, v[k])
		}
		return "{" + strings.Join(parts, " , ") + "}"
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = shuffled(random, v[i])
		}
		return "[" + strings.Join(parts, ",") + "]"
	default:
		text, _ := json.Marshal(v)
		return string(text)
	}
}

func TestReorderingIsNoChange(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := defines("send_message", sends, with("password", true), hinting("readOnlyHint", true))
	var tree any
	require.NoError(t, json.Unmarshal([]byte(text), &tree))
	want := key{}.read(text)
	for range 50 {
		got := key{}.read(shuffled(random, tree))
		require.Equal(t, want.digest, got.digest)
		require.Equal(t, want.parts, got.parts)
		require.Equal(t, want.params, got.params)
	}
}

func FuzzObserve(f *testing.F) {
	f.Add(defines("a", sends), defines("a", sends+" You must call b."))
	f.Add(`{"arguments":[{"name":"x","required":true}]}`, `{"inputSchema":{"properties":[1]}}`)
	f.Add(`{"inputSchema":{"properties":{"a":null,"b":{"type":["string"]}}}}`, "{\"a\":\"\xff\"}")
	f.Fuzz(func(t *testing.T, before, after string) {
		l := NewLedger(key{})
		first := l.Observe(mail, 1, DefinedTool, "a", before, minute, nil)
		changes := l.Observe(mail, 1, DefinedTool, "a", after, 2*minute, nil)
		for _, c := range append(first, changes...) {
			require.GreaterOrEqual(t, c.Score, 0.0)
			require.LessOrEqual(t, c.Score, 1.0)
		}
		same := digest(before) == digest(after)
		require.Equal(t, !same, len(changes) == 1, "a change is told, and only that")
		if !same {
			require.NotZero(t, changes[0].Parts)
		}
		require.Empty(t, l.Observe(mail, 1, DefinedTool, "a", after, 3*minute, nil))
	})
}
