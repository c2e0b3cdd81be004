package anomaly

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the table of docs/findings.md")

const findingsPage = "../../docs/findings.md"

// TestEveryTypeIsDocumented compares the tables between the marks with what the code says.
func TestEveryTypeIsDocumented(t *testing.T) {
	page, err := os.ReadFile(findingsPage)
	require.NoError(t, err)
	head, rest, found := strings.Cut(string(page), "<!-- begin: types -->\n")
	require.True(t, found)
	_, tail, found := strings.Cut(rest, "<!-- end: types -->\n")
	require.True(t, found)
	want := head + "<!-- begin: types -->\n" + tables() + "<!-- end: types -->\n" + tail
	if *update {
		require.NoError(t, os.WriteFile(findingsPage, []byte(want), 0o600))
		return
	}
	require.True(t, want == string(page), "the tables are stale: go test ./internal/anomaly -run TestEveryTypeIsDocumented -update")
}

func tables() string {
	var b strings.Builder
	for _, family := range []struct {
		Family
		title string
	}{{Baselines, "Unlike what was usual"}, {Behaviour, "What calls do"}, {Definitions, "What servers say of their tools"}, {Content, "What texts hold"}} {
		fmt.Fprintf(&b, "\n## %s\n\n| Type | Severity | Threshold | OWASP | Sees | Cannot see | Cost | Memory |\n|---|---|---|---|---|---|---|---|\n", family.title)
		for i := range Types {
			if d := &Types[i]; d.Family == family.Family {
				fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n", d.Name, d.Severity, d.threshold(), dash(d.OWASP), d.Sees, d.Blind, d.Cost, d.Memory)
			}
		}
	}
	return b.String() + "\n"
}

func (d *Description) threshold() string {
	if d.Threshold == 0 {
		return "–"
	}
	text := strconv.FormatFloat(d.Threshold, 'f', -1, 64) + " " + d.Unit
	if d.Window != 0 {
		text += " in " + strings.TrimSuffix(d.Window.String(), "0s")
	}
	return text
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func TestEveryTypeIsDescribed(t *testing.T) {
	names := map[string]bool{}
	for i := range Types {
		d := &Types[i]
		require.Regexp(t, `^[a-z_]+$`, d.Name)
		require.False(t, names[d.Name], d.Name)
		names[d.Name] = true
		require.NotEmpty(t, d.Family, d.Name)
		for _, text := range []string{d.Sees, d.Blind} {
			require.Regexp(t, `\.$`, text, d.Name)
			require.NotContains(t, text, "|")
		}
		require.NotEmpty(t, d.Cost)
		require.NotEmpty(t, d.Memory)
		require.Equal(t, d.Threshold != 0, d.Unit != "", d.Name)
		parsed, ok := ParseType(d.Name)
		require.True(t, ok)
		require.Equal(t, Type(i), parsed)
	}
	_, ok := ParseType("none such")
	require.False(t, ok)
}

func TestSeveritiesAndModesParse(t *testing.T) {
	for s := range numSeverities {
		parsed, ok := ParseSeverity(s.String())
		require.True(t, ok)
		require.Equal(t, s, parsed)
	}
	for m := range numModes {
		parsed, ok := ParseMode(m.String())
		require.True(t, ok)
		require.Equal(t, m, parsed)
	}
	_, ok := ParseSeverity("worst")
	require.False(t, ok)
	_, ok = ParseMode("on")
	require.False(t, ok)
	require.Equal(t, Critical, Critical.raised())
}
