package mcpanomalyprocessor

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
)

func TestDefaults(t *testing.T) {
	cfg, err := parseConfig(`{}`)
	require.NoError(t, err)
	got, want := cfg.(*Config).options(), anomaly.Defaults()
	require.Nil(t, got.Private)
	require.Nil(t, got.Open)
	require.Equal(t, want, got)
}

func TestEveryOption(t *testing.T) {
	cfg, err := parseConfig(`
model: all
alerts_per_day: 0.5
repeat_after: 1h
detectors:
  retry_loop: {mode: observe, severity: critical, threshold: 9, window: 1h}
  value_flow: {mode: off}
principal_attributes: [who]
flow: {private: [mail/*], open: ["*/send_*", "*/http"]}
limits: {sessions: 10, session_idle: 2h, tools: 20, principals: 30}
storage: file_storage/x
save_interval: 1m
`)
	require.NoError(t, err)
	c := cfg.(*Config)
	require.Equal(t, "file_storage/x", c.Storage.String())
	require.Equal(t, time.Minute, c.SaveInterval)
	require.Equal(t, []string{"who"}, c.PrincipalAttributes)
	o := c.options()
	require.InDelta(t, 0.5, o.AlertsPerDay, 0)
	require.Equal(t, time.Hour, o.RepeatAfter)
	require.Equal(t, 2*time.Hour, o.SessionIdle)
	require.Equal(t, [3]int{10, 20, 30}, [3]int{o.MaxSessions, o.MaxTools, o.MaxPrincipals})
	require.Equal(t, anomaly.Setting{Mode: anomaly.Observe, Severity: anomaly.Critical, Threshold: 9, Window: time.Hour}, o.Types[anomaly.RetryLoop])
	require.Equal(t, anomaly.Off, o.Types[anomaly.ValueFlow].Mode)
	require.Equal(t, anomaly.Types[anomaly.ValueFlow].Threshold, o.Types[anomaly.ValueFlow].Threshold)
	require.True(t, o.Private("mail", "read"))
	require.False(t, o.Private("web", "read"))
	require.True(t, o.Open("", "send_mail"))
	require.True(t, o.Open("x", "http"))
	require.False(t, o.Open("x", "https"))
}

func TestErrorsNameKeyRuleAndValue(t *testing.T) {
	for yaml, want := range map[string]string{
		`alerts_per_day: 0`:                                        "alerts_per_day: must be more than 0, but is 0",
		`alerts_per_day: .nan`:                                     "alerts_per_day: must be more than 0, but is NaN",
		`repeat_after: 1ms`:                                        "repeat_after: must be at least 1s, but is 1ms",
		`save_interval: 0s`:                                        "save_interval: must be at least 1s, but is 0s",
		`limits: {sessions: 0}`:                                    "limits: sessions: must be between 1 and 1000000, but is 0",
		`limits: {tools: 1e6}`:                                     "limits: tools: must be between 1 and 100000, but is 1000000",
		`limits: {principals: -1}`:                                 "limits: principals: must be between 1 and 1000000, but is -1",
		`limits: {session_idle: 0s}`:                               "limits: session_idle: must be at least 1s, but is 0s",
		`principal_attributes: [""]`:                               "principal_attributes::0: must not be empty",
		`detectors: {none_such: {}}`:                               "detectors::none_such: there is no such type of finding; docs/findings.md lists them",
		`detectors: {retry_loop: {mode: on}}`:                      `detectors::retry_loop: mode: must be alert, observe or off, but is "on"`,
		`detectors: {retry_loop: {severity: bad}}`:                 `detectors::retry_loop: severity: must be low, medium, high or critical, but is "bad"`,
		`detectors: {retry_loop: {threshold: 0.5}}`:                "detectors::retry_loop: threshold: must be between 1 and 500000, but is 0.5",
		`detectors: {retry_loop: {window: 1ms}}`:                   "detectors::retry_loop: window: must be between 1s and 24h0m0s, but is 1ms",
		`detectors: {hidden_text: {threshold: 2}}`:                 "detectors::hidden_text: threshold: this type has none",
		`detectors: {hidden_text: {window: 2s}}`:                   "detectors::hidden_text: window: this type has none",
		`flow: {private: [mail]}`:                                  `flow: private::0: must be server/tool, but is "mail"`,
		`flow: {open: [/x]}`:                                       `flow: open::0: must be server/tool, but is "/x"`,
		`alerts_per_day: .inf`:                                     "alerts_per_day: must be at most 10000, but is +Inf",
		`alerts_per_day: 10001`:                                    "alerts_per_day: must be at most 10000, but is 10001",
		`repeat_after: 169h`:                                       "repeat_after: must be at most 168h0m0s, but is 169h0m0s",
		`save_interval: 25h`:                                       "save_interval: must be at most 24h0m0s, but is 25h0m0s",
		`limits: {session_idle: 1000h}`:                            "limits: session_idle: must be at most 168h0m0s, but is 1000h0m0s",
		`limits: {sessions: 1000001}`:                              "limits: sessions: must be between 1 and 1000000, but is 1000001",
		`model: ` + strings.Repeat("m", 257):                       "model: must be at most 256 bytes long, but is 257",
		`principal_attributes: [` + strings.Repeat("a,", 65) + `]`: "principal_attributes: must be at most 64 entries long, but is 65",
		`flow: {open: [` + strings.Repeat("a/b,", 1001) + `]}`:     "flow: open: must be at most 1000 patterns long, but is 1001",
		`detectors: {retry_loop: {threshold: 500001}}`:             "detectors::retry_loop: threshold: must be between 1 and 500000, but is 500001",
		`detectors: {retry_loop: {threshold: .nan}}`:               "detectors::retry_loop: threshold: must be between 1 and 500000, but is NaN",
		`detectors: {retry_loop: {window: 25h}}`:                   "detectors::retry_loop: window: must be between 1s and 24h0m0s, but is 25h0m0s",
		`detectors: {dormant_tool: {threshold: 91}}`:               "detectors::dormant_tool: threshold: must be between 1 and 90, but is 91",
		`detectors: {oversized_result: {threshold: 2e9}}`:          "detectors::oversized_result: threshold: must be between 1 and 1e+09, but is 2e+09",
		`sigma: 3`: "has invalid keys: sigma",
	} {
		_, err := parseConfig(yaml)
		require.ErrorContains(t, err, want, yaml)
	}
}

func TestGlobs(t *testing.T) {
	for _, test := range []struct {
		pattern, text string
		want          bool
	}{
		{"*", "", true},
		{"a", "a", true},
		{"a", "ab", false},
		{"a*", "ab", true},
		{"*b", "ab", true},
		{"a*b*c", "a1b2c", true},
		{"a*b*c", "acb", false},
		{"*a*", "bab", true},
		{"a*a", "a", false},
		{"", "a", false},
	} {
		require.Equal(t, test.want, glob(test.pattern, test.text), "%q %q", test.pattern, test.text)
	}
}
