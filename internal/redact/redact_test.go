package redact

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

// rules are two that need no luck to be found: a card number and a token.
func rules(t testing.TB) *detect.Set {
	set, err := detect.Compile([]detect.RuleSpec{
		{ID: "acme-token", Pattern: `acme_[A-Za-z0-9]{16}`},
		{ID: "mail", Category: "EMAIL", Class: detect.PII, Pattern: `[a-z]+@[a-z]+\.example`, Keywords: []string{".example"}},
		{ID: "acme-number", Category: "NUMBER", Class: detect.PII, Pattern: `40012345[0-9]{8}`},
		{ID: "acme-pin", Pattern: `[A-Z0-9]{10}`, Keys: []string{"acmepin"}},
	})
	require.NoError(t, err)
	return set
}

const (
	token0 = "acme_" + "0123456789abcdef"
	mail0  = "ann@" + "mail.example"
	number = "4001234" + "512345678"
)

func redactor(t testing.TB, change ...func(*Options)) *Redactor {
	o := Options{Rules: rules(t)}
	for _, f := range change {
		f(&o)
	}
	e, err := New(o)
	require.NoError(t, err)
	return e.NewRedactor()
}

func text(r *Redactor, key, in string) string {
	out, _, _ := r.Text(key, in)
	return out
}

func TestWhatIsFoundIsReplaced(t *testing.T) {
	quoted := func(v any) string {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		return string(b)
	}
	escapes := strings.NewReplacer("a", `\u0061`, "@", `\u0040`)
	for _, test := range []struct{ name, key, in, want string }{
		{"a text", "", "use " + token0 + " now", "use [REDACTED:acme-token] now"},
		{"two", "", token0 + " " + mail0, "[REDACTED:acme-token] [REDACTED:mail]"},
		{"nothing", "", "nothing to see here", "nothing to see here"},
		{"by the name it stands under", "acmepin", "Q7W2K9ZX4M", "[REDACTED:acme-pin]"},
		{"not under another", "acmecount", "Q7W2K9ZX4M", "Q7W2K9ZX4M"},
		{"JSON", "", `{"a": "` + token0 + `", "b": [1, "x"]}`, `{"a": "[REDACTED:acme-token]", "b": [1, "x"]}`},
		{"a part of a string of JSON", "", `["to ` + mail0 + ` now"]`, `["to [REDACTED:mail] now"]`},
		{"a name of JSON", "", `{"` + mail0 + `": 1}`, `{"[REDACTED:mail]": 1}`},
		{"a number of JSON becomes a string", "", `{"n": ` + number + `, "m": 7}`, `{"n": "[REDACTED:acme-number]", "m": 7}`},
		{"by a member's name", "", `{"acmepin":"Q7W2K9ZX4M","x":123456}`, `{"acmepin":"[REDACTED:acme-pin]","x":123456}`},
		{"escapes", "", `{"a": "x\n` + escapes.Replace(token0) + `\t"}`, `{"a": "x\n[REDACTED:acme-token]\t"}`},
		{"a member's name and escapes", "", `{"acmepin":"Q7W2K9ZX4\u004d"}`, `{"acmepin":"[REDACTED:acme-pin]"}`},
		{"JSON in JSON", "", `{"a": ` + quoted(`{"b": "`+token0+`", "c": "d"}`) + `}`, `{"a": "{\"b\": \"[REDACTED:acme-token]\", \"c\": \"d\"}"}`},
		{"and in that", "", quoted(quoted(quoted(`["` + mail0 + `"]`))), quoted(quoted(quoted(`["[REDACTED:mail]"]`)))},
		{"broken JSON", "", `{"a": "` + token0 + `", `, `{"a": "[REDACTED:acme-token]", `},
		{"an escape that is none", "", `{"a": "\q` + token0 + `"}`, `{"a": "[REDACTED:unreadable]"}`},
		{"a URL's query", "", "https://x.example/y?u=" + url.QueryEscape(mail0) + "&v=1", "https://x.example/y?u=[REDACTED:mail]&v=1"},
		{"a form", "", "acmepin=%51%37W2K9ZX4M&x=1", "acmepin=[REDACTED:acme-pin]&x=1"},
		{"base64", "", "see " + base64.StdEncoding.EncodeToString([]byte("the token is "+token0)) + " there", "see [REDACTED:encoded] there"},
		{"base64 of URLs", "", base64.RawURLEncoding.EncodeToString([]byte("??>>?? " + token0)), "[REDACTED:encoded]"},
		{"base64 in a path", "", "https://x.example/users/" + base64.StdEncoding.EncodeToString([]byte("the token is "+token0)) + "/view", "https://x.example/users/[REDACTED:encoded]/view"},
		{"base64 behind a name", "", "session_" + base64.StdEncoding.EncodeToString([]byte("the token is "+token0)), "session_[REDACTED:encoded]"},
		{"a name that is percent-encoded", "", "a=1&acme%70in=QZ7T2M9K4X", "a=1&acme%70in=[REDACTED:acme-pin]"},
		{"base64 in JSON", "", `{"data":"` + base64.StdEncoding.EncodeToString([]byte(`{"x":"`+token0+`"}`)) + `"}`, `{"data":"[REDACTED:encoded]"}`},
		{"base64 of base64", "", base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte("the token is " + token0)))), "[REDACTED:encoded]"},
		{"hexadecimal", "", hex.EncodeToString([]byte(token0)), "[REDACTED:encoded]"},
		{"base64 of a rune at the end of what is tried", "", base64.StdEncoding.EncodeToString([]byte("twelve bytes\U0001F600 " + token0)), "[REDACTED:encoded]"},
		{"hexadecimal of a rune at the end of what is tried", "", hex.EncodeToString([]byte("8 bytes \U0001F600 " + token0)), "[REDACTED:encoded]"},
		{"base64 of something else", "", base64.StdEncoding.EncodeToString([]byte("nothing to see here, go on")), base64.StdEncoding.EncodeToString([]byte("nothing to see here, go on"))},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := redactor(t)
			got, changed, drop := r.Text(test.key, test.in)
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.in != test.want, changed)
			assert.False(t, drop)
			again, changed, _ := r.Text(test.key, got)
			assert.Equal(t, got, again, "replacing twice is replacing once")
			assert.False(t, changed)
		})
	}
}

func TestWhatBecomesOfAFinding(t *testing.T) {
	key := &Keyring{Key{ID: "k1", Secret: []byte(strings.Repeat("x", MinKey))}}
	of := func(rule Rule) func(*Options) {
		return func(o *Options) { o.Classes, o.Keyring = map[detect.Class]Rule{detect.PII: rule}, key }
	}
	for _, test := range []struct {
		name   string
		change func(*Options)
		want   string
	}{
		{"a mask", of(Rule{Action: Mask}), "[REDACTED:mail]"},
		{"a mask that keeps the end", of(Rule{Action: Mask, KeepLast: 4}), "[REDACTED:mail:mple]"},
		{"but not more than a third", of(Rule{Action: Mask, KeepLast: 100}), "[REDACTED:mail:xample]"[:15] + mail0[len(mail0)-5:] + "]"},
		{"nothing", of(Rule{Action: Drop}), ""},
		{"the value", of(Rule{Action: Allow}), mail0},
		{"a category before its class", func(o *Options) {
			of(Rule{Action: Drop})(o)
			o.Categories = map[string]Rule{"EMAIL": {Action: Mask}}
		}, "[REDACTED:mail]"},
		{"a value that is exempt", func(o *Options) { o.Exempt = func(v string) bool { return v == mail0 } }, mail0},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, "<"+test.want+">", text(redactor(t, test.change), "", "<"+mail0+">"))
		})
	}
	pseudonym := text(redactor(t, of(Rule{Action: Pseudonym})), "", mail0)
	assert.Regexp(t, `^\[PSEUDONYM:email:k1:[0-9a-f]{32}\]$`, pseudonym)
	assert.Equal(t, `{"x":"`+pseudonym+`"}`, text(redactor(t, of(Rule{Action: Pseudonym})), "", `{"x":"`+mail0+`"}`), "the same everywhere")
	assert.NotEqual(t, pseudonym, text(redactor(t, of(Rule{Action: Pseudonym})), "", "b"+mail0))
	assert.Regexp(t, `^\[HASH:mail:[0-9a-f]{16}\]$`, text(redactor(t, of(Rule{Action: Hash})), "", mail0))
	assert.Equal(t, "[REDACTED:mail]", text(redactor(t, func(o *Options) { o.Classes = map[detect.Class]Rule{detect.PII: {Action: Pseudonym}} }), "", mail0), "without a key")
}

func TestWholeValues(t *testing.T) {
	r := redactor(t, func(o *Options) {
		o.Keys = map[string]KeyRule{
			"mcp.session.id": {Rule: Rule{Action: Mask}}, "secret.*": {Rule: Rule{Action: Drop}}, "secret.not": {Rule: Rule{Action: Allow}},
			"short": {MaxBytes: 20},
		}
	})
	assert.Equal(t, "[REDACTED:mcp.session.id]", text(r, "mcp.session.id", "anything"))
	assert.Empty(t, text(r, "mcp.session.id", ""))
	_, changed, drop := r.Text("secret.x", "anything")
	assert.True(t, changed && drop)
	assert.Equal(t, token0, text(r, "secret.not", token0))
	assert.Equal(t, "12345678901234567890[CUT]", text(r, "short", "1234567890123456789012345"))
	counts, unreadable := r.Counts()
	assert.Equal(t, map[string]int{"key": 2, "cut": 1}, counts)
	assert.Zero(t, unreadable)
	r.Reset()
	counts, _ = r.Counts()
	assert.Empty(t, counts)
}

func TestValuesByTheirPath(t *testing.T) {
	r := redactor(t, func(o *Options) {
		o.Paths = map[string]Rule{
			"$.user.name": {Action: Mask}, "$..ssn": {Action: Drop}, "$.items[*].note": {Action: Mask}, "$.public": {Action: Allow}, "$.whole": {Action: Mask},
		}
	})
	for name, test := range map[string][2]string{
		"a string":                 {`{"user":{"name":"Ann","age":7}}`, `{"user":{"name":"[REDACTED:name]","age":7}}`},
		"not elsewhere":            {`{"name":"Ann","x":{"user":{"name":"Ann"}}}`, `{"name":"Ann","x":{"user":{"name":"Ann"}}}`},
		"at any depth":             {`{"a":[{"b":{"ssn":"1"}}],"ssn":2}`, `{"a":[{"b":{"ssn":""}}],"ssn":null}`},
		"in an array":              {`{"items":[{"note":"a"},{"note":1.5}]}`, `{"items":[{"note":"[REDACTED:note]"},{"note":"[REDACTED:note]"}]}`},
		"what is allowed":          {`{"public":"` + token0 + `","x":"` + token0 + `"}`, `{"public":"` + token0 + `","x":"[REDACTED:acme-token]"}`},
		"all that is in it":        {`{"whole":{"a":[1,"b",null,true],"c":{}}}`, `{"whole":{"a":["[REDACTED:a]","[REDACTED:a]",null,"[REDACTED:a]"],"c":{}}}`},
		"text that is not JSON":    {`user.name=Ann`, `user.name=Ann`},
		"also in a string of JSON": {`{"x":"{\"ssn\":\"1\"}"}`, `{"x":"{\"ssn\":\"\"}"}`},
	} {
		assert.Equal(t, test[1], text(r, "", test[0]), name)
		assert.Equal(t, test[1], text(r, "", test[1]), name)
	}
	for _, bad := range []string{"", "user", "$", "$.", "$.a[0]", "$.a..b", "$['a']", "$.*"} {
		assert.Error(t, ParsePath(bad), bad)
		_, err := New(Options{Rules: rules(t), Paths: map[string]Rule{bad: {Action: Mask}}})
		assert.Error(t, err)
	}
}

func TestPoliciesForToolsAndServers(t *testing.T) {
	r := redactor(t, func(o *Options) {
		o.Keys = map[string]KeyRule{"always": {Rule: Rule{Action: Mask}}}
		o.Policies = []Policy{
			{Tools: []string{"crm_*"}, Servers: []string{"desk"}, Classes: map[detect.Class]Rule{detect.PII: {Action: Allow}}},
			{Servers: []string{"desk"}, Keys: map[string]KeyRule{"note": {Rule: Rule{Action: Mask}}}, Paths: map[string]Rule{"$.a": {Action: Mask}}},
		}
	})
	for name, test := range map[string]struct{ tool, server, key, in, want string }{
		"no policy":                  {"other", "other", "note", mail0, "[REDACTED:mail]"},
		"of nothing":                 {"", "", "note", mail0, "[REDACTED:mail]"},
		"a tool of a server":         {"crm_find", "desk", "note", mail0 + " " + token0, mail0 + " [REDACTED:acme-token]"},
		"what it does not say stays": {"crm_find", "desk", "always", "x", "[REDACTED:always]"},
		"the tool of another server": {"crm_find", "other", "", mail0, "[REDACTED:mail]"},
		"another tool":               {"search", "desk", "note", "x", "[REDACTED:note]"},
		"its path":                   {"search", "desk", "x", `{"a":"b"}`, `{"a":"[REDACTED:a]"}`},
	} {
		r.At(test.tool, test.server)
		assert.Equal(t, test.want, text(r, test.key, test.in), name)
	}
	r.At("", "")
	assert.Equal(t, "x", text(r, "note", "x"))
	all := redactor(t, func(o *Options) {
		o.Policies = []Policy{{Servers: []string{"*"}, Classes: map[detect.Class]Rule{detect.PII: {Action: Allow}}}}
	})
	assert.True(t, all.At("", "any"))
	assert.Equal(t, mail0, text(all, "", mail0))
	assert.False(t, all.At("", ""), "what is of no tool and no server")
	assert.Equal(t, "[REDACTED:mail]", text(all, "", mail0))
	_, err := New(Options{Rules: rules(t), Policies: []Policy{{Paths: map[string]Rule{"a": {}}}}})
	assert.ErrorContains(t, err, "policies 0: path")
}

func TestWhatIsSaidLaterOfNamesThatBeginAlikeCounts(t *testing.T) {
	all := map[string]KeyRule{"a.b": {Rule: Rule{Action: Allow}}, "a.c": {MaxBytes: 1}, "a.d*": {MaxBytes: 1}, "b": {MaxBytes: 1}}
	mask := KeyRule{Rule: Rule{Action: Mask}}
	assert.Equal(t, map[string]KeyRule{"a.*": mask, "a.c": {MaxBytes: 2}, "b": {MaxBytes: 1}},
		Override(all, map[string]KeyRule{"a.*": mask, "a.c": {MaxBytes: 2}}))
	assert.Equal(t, map[string]KeyRule{"a.b": {Rule: Rule{Action: Allow}}, "a.c": {MaxBytes: 1}, "a.d*": {MaxBytes: 1}, "b": {MaxBytes: 1}, "a*": {MaxBytes: 2}},
		Override(all, map[string]KeyRule{"a*": {MaxBytes: 2}}), "a length is no action")
	assert.Equal(t, map[string]KeyRule{"a": mask}, Override(nil, map[string]KeyRule{"a": mask}))
}

func TestWhatIsCutOfJSONIsJSON(t *testing.T) {
	for _, in := range []string{
		`{"a":"` + strings.Repeat("x", 300) + `","b":1}`,
		`{"a":"` + strings.Repeat(`\u00e9\n`, 60) + `"}`,
		`{"a":"` + strings.Repeat(`é`, 200) + `"}`,
		`[` + strings.Repeat(`{"k":[1,2,"three"]},`, 40) + `4]`,
		`{"a":{"b":{"c":"` + strings.Repeat("y", 300) + `"}}}`,
		`"` + strings.Repeat("z", 300) + `"`,
		strings.Repeat("[", 60) + strings.Repeat("]", 60),
		`{"` + strings.Repeat("n", 300) + `":1}`,
	} {
		for limit := 20; limit < 120; limit++ {
			r := redactor(t, func(o *Options) { o.MaxBytes = limit })
			out := text(r, "", in)
			require.True(t, json.Valid([]byte(out)), "%d: %s", limit, out)
			require.LessOrEqual(t, len(out), limit+len(cutMark)+1+60)
		}
	}
}

func TestACutLeavesNoHalfOfASecret(t *testing.T) {
	for n := 1; n < len(token0)+4; n++ {
		r := redactor(t, func(o *Options) { o.MaxBytes = 40 })
		for _, in := range []string{strings.Repeat("x ", 20)[:40-n] + " " + token0 + " and more", `{"a":"` + strings.Repeat("y ", 20)[:max(0, 32-n)] + " " + token0 + ` and more","b":1}`} {
			assert.NotContains(t, text(r, "", in), token0[:6], in)
		}
	}
}

func TestKeysAreChecked(t *testing.T) {
	for name, key := range map[string]Key{
		"short":    {ID: "k", Secret: make([]byte, MinKey-1)},
		"nameless": {Secret: make([]byte, MinKey)},
		"named":    {ID: "a b", Secret: make([]byte, MinKey)},
	} {
		_, err := New(Options{Rules: rules(t), Keyring: &Keyring{key}})
		assert.Error(t, err, name)
	}
}

func TestCleanTextCostsNoMemory(t *testing.T) {
	r := redactor(t)
	for _, in := range []string{
		"a sentence without anything in it", `{"repository":"acme/service","path":"internal/handler.go","limit":25,"tests":true}`,
		"https://example.com/a/b?c=d", strings.Repeat("words and words ", 100),
		"id 4bf92f3577b34da6a3ce929d0e0e4736 of the trace", "an opaque value 9Zk3Wq8Lr2Vt6Yx1Bn5M here", // of no encoding
	} {
		text(r, "gen_ai.tool.call.arguments", in)
		assert.Zero(t, testing.AllocsPerRun(100, func() { _, _, _ = r.Text("gen_ai.tool.call.arguments", in) }), in[:20])
	}
}

func TestTextThatIsWrappedTooOftenIsReplaced(t *testing.T) {
	in := "x"
	for range maxDepth + 3 {
		in = base64.StdEncoding.EncodeToString([]byte("twenty characters or more: " + in))
	}
	r := redactor(t)
	assert.Equal(t, "[REDACTED:encoded]", text(r, "", in))
	_, unreadable := r.Counts()
	assert.Positive(t, unreadable)
}
