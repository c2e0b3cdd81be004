package mcpredactprocessor

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/confmaptest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpredactprocessor/internal/metadata"
)

func TestDefaultConfigIsValid(t *testing.T) {
	require.NoError(t, confmap.Validate(defaultConfig()))
	o, err := defaultConfig().options()
	require.NoError(t, err)
	require.Equal(t, redact.Mask, o.Classes[detect.PII].Action)
	require.Equal(t, redact.Pseudonym, o.Keys["mcp.session.id"].Action)
	require.Equal(t, maxContent, o.Keys["gen_ai.tool.call.arguments"].MaxBytes)
	require.Nil(t, o.Exempt)
}

func TestConfigFile(t *testing.T) {
	conf, err := confmaptest.LoadConf(filepath.Join("testdata", "config.yaml"))
	require.NoError(t, err)
	cfg := defaultConfig()
	sub, err := conf.Sub("mcpredact/all")
	require.NoError(t, err)
	require.NoError(t, sub.Unmarshal(cfg))
	require.NoError(t, confmap.Validate(cfg))

	want := defaultConfig()
	want.Actions = ActionsConfig{Secret: "drop", PII: "pseudonym"}
	want.Categories = map[string]ActionConfig{"EMAIL": {Action: "hash"}, "credit_card": {KeepLast: 4}}
	want.Keys = map[string]KeyConfig{"enduser.*": {Action: "mask", KeepLast: 2}, "gen_ai.tool.call.result": {MaxBytes: 1000}}
	want.Policies = []PolicyConfig{{
		Tools: []string{"crm_*"}, Servers: []string{"desk"}, Actions: ActionsConfig{PII: "allow"},
		Categories: map[string]ActionConfig{"ip": {Action: "hash"}}, Keys: map[string]KeyConfig{"note": {Action: "drop"}}, Paths: map[string]ActionConfig{"$.a": {}},
	}}
	want.Pseudonym = PseudonymConfig{KeyFile: "/etc/otelcol-mcp/pseudonym.key", KeyID: "k2"}
	want.Rules = []RuleConfig{{
		ID: "staff-number", Category: "STAFF", Class: "pii", Pattern: "SN-[0-9]{6}", Keywords: []string{"SN-"},
		Examples: ExamplesConfig{Match: []string{"see SN-123456"}, NoMatch: []string{"SN-12"}},
	}}
	want.DisableRules = []string{"ip"}
	want.AllowValues = []string{`support@corp\.org`}
	want.Report, want.DryRun = false, true
	require.Equal(t, want, cfg)
}

func TestInvalidConfigNamesPathAndRule(t *testing.T) {
	for name, test := range map[string]struct{ yaml, want string }{
		"unknown key":             {`action: {}`, `action`},
		"action of a class":       {`actions: {secret: shout}`, `actions: secret: must be mask, pseudonym, hash, drop or allow`},
		"no action for secrets":   {`actions: {secret: ""}`, `actions: secret: must be mask`},
		"action of pii":           {`actions: {pii: SHOUT}`, `actions: pii: must be mask`},
		"unknown category":        {`categories: {shoes: {}}`, `categories::shoes: must be the id of a rule or one of `},
		"action of a category":    {`categories: {email: {action: SHOUT}}`, `categories::email: action: must be mask`},
		"too much kept":           {`categories: {email: {keep_last: 9}}`, `categories::email: keep_last: must be from 0 to 8`},
		"kept of a hash":          {`categories: {email: {action: hash, keep_last: 1}}`, `categories::email: keep_last: must not be set unless the action is mask`},
		"kept of a search":        {`keys: {a: {keep_last: 1}}`, `keys::a: keep_last: must not be set unless the action is mask`},
		"star in the middle":      {`keys: {"a*b": {}}`, `keys::a*b: a key must not be empty and may have "*" at its end only`},
		"path with an index":      {`paths: {"$.a[0]": {}}`, `paths::$.a[0]: must be "$.name.name" or "$..name.name"`},
		"policy of nothing":       {`policies: [{actions: {pii: allow}}]`, `policies::0: tools or servers: at least one must be set`},
		"policy of any name":      {`policies: [{tools: [""]}]`, `policies::0: tools::0: a name must not be empty`},
		"star within a server":    {`policies: [{servers: [a, "b*c"]}]`, `policies::0: servers::1: a name must not be empty and may have "*" at its end only`},
		"key of a policy":         {`policies: [{tools: [a], keys: {"a*b": {}}}]`, `policies::0: keys::a*b: a key must not`},
		"path of a policy":        {`policies: [{tools: [a], paths: {a: {}}}]`, `policies::0: paths::a: must be`},
		"category of a policy":    {`policies: [{tools: [a], categories: {nobody: {}}}]`, `policies::0: categories::nobody: must be the id of a rule`},
		"action in a policy":      {`policies: [{tools: [a], actions: {secret: shout}}]`, `policies::0::actions: secret: must be mask`},
		"action of a path":        {`paths: {"$.a": {action: burn}}`, `paths::$.a: action: must be`},
		"nameless key":            {`keys: {"": {}}`, `keys::: a key must not be empty`},
		"negative length":         {`keys: {a: {max_bytes: -1}}`, `keys::a: max_bytes: must be from 0 (the default) to 1048576`},
		"length of a hash":        {`keys: {a: {action: hash, max_bytes: 5}}`, `keys::a: max_bytes: must not be set with an action`},
		"key id":                  {`pseudonym: {key_id: "SHOUT!"}`, `pseudonym: key_id: id must be 1 to 16 letters, digits, '-' or '_'`},
		"rule without a name":     {`rules: [{pattern: abcd}]`, `rules::0: id: must be 1 to 64 letters, digits, '-' or '_'`},
		"name that breaks marks":  {`rules: [{id: "a]", pattern: abcd}]`, `rules::0: id: must be`},
		"category, too":           {`rules: [{id: a, category: "a]", pattern: abcd}]`, `rules::0: category: must be`},
		"class":                   {`rules: [{id: a, class: SHOUT, pattern: abcd}]`, `rules::0: class: must be secret or pii`},
		"checksum":                {`rules: [{id: a, checksum: SHOUT, pattern: abcd}]`, `rules::0: checksum: must be luhn or mod97`},
		"no pattern":              {`rules: [{id: a}]`, `rules::0: pattern: must not match the empty text`},
		"broken pattern":          {`rules: [{id: a, pattern: "SHOUT("}]`, `rules::0: pattern: must be a regular expression (RE2): missing closing )`},
		"pattern of nothing":      {`rules: [{id: a, pattern: ".*", keywords: [abcd]}]`, `rules::0: pattern: must not match the empty text`},
		"pattern without a start": {`rules: [{id: a, pattern: "[0-9]+"}]`, `rules: rule "a": keywords are missing`},
		"id of a built-in rule":   {`rules: [{id: email, pattern: abcd}]`, `rules: rule "email": id is used twice`},
		"example not found":       {`rules: [{id: a, pattern: abcd, examples: {match: [SHOUT]}}]`, `rules::0::examples::match::0: the rule must find something in it`},
		"example found":           {`rules: [{id: a, pattern: SHOUT, examples: {no_match: [SHOUT]}}]`, `rules::0::examples::no_match::0: the rule must not find anything in it`},
		"no rule of that name":    {`disable_rules: [SHOUT]`, `disable_rules::0: must be the id of a built-in rule`},
		"broken allowed value":    {`allow_values: ["SHOUT["]`, `allow_values::0: must be a regular expression (RE2): missing closing ]`},
		"everything allowed":      {`allow_values: [".*"]`, `allow_values::0: must not match the empty text`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseConfig(test.yaml)
			require.ErrorContains(t, err, test.want)
			require.NotContains(t, err.Error(), "SHOUT", "a message repeats no value")
		})
	}
}

func TestTheKeyFileIsReadAtTheStart(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"long enough":     {keyFile(t, strings.Repeat("k", 32)+"\n"), ""},
		"too short":       {keyFile(t, strings.Repeat("k", 31)+"\r\n"), "pseudonym::key_file: must have at least 32 bytes"},
		"too long":        {keyFile(t, strings.Repeat("k", maxKey+1)), "pseudonym::key_file: must have at most 4096 bytes"},
		"that is not":     {filepath.Join(t.TempDir(), "none"), "pseudonym::key_file: open "},
		"that is no file": {t.TempDir(), "pseudonym::key_file: "},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := defaultConfig()
			cfg.Pseudonym.KeyFile = test.file
			require.NoError(t, confmap.Validate(cfg))
			p, err := NewFactory().CreateTraces(t.Context(), processortest.NewNopSettings(metadata.Type), cfg, consumertest.NewNop())
			require.NoError(t, err)
			err = p.Start(t.Context(), componenttest.NewNopHost())
			if test.want == "" {
				require.NoError(t, err)
			} else {
				require.ErrorContains(t, err, test.want)
				require.NotContains(t, err.Error(), "kkk")
			}
			require.NoError(t, p.Shutdown(t.Context()))
		})
	}
}

func TestPersonalDataBecomePseudonymsWithAKey(t *testing.T) {
	cfg := defaultConfig()
	cfg.Pseudonym.KeyFile = keyFile(t, strings.Repeat("k", 32))
	o, err := cfg.options()
	require.NoError(t, err)
	require.Equal(t, redact.Pseudonym, o.Classes[detect.PII].Action)
	require.Equal(t, redact.Mask, o.Classes[detect.Secret].Action)
}

func TestChecksums(t *testing.T) {
	for text, want := range map[string]bool{"4111 1111 1111 1111": true, "4111111111111112": false, "0": false, "": false, "79927398713": true} {
		require.Equal(t, want, luhn(text), text)
	}
	for text, want := range map[string]bool{"0370 0304 0044 0532 0130 00": false, "79444": true, "79445": false, "": false, "1": false, "ab": false} {
		require.Equal(t, want, mod97(text), text)
	}
}
