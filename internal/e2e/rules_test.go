package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var rulesDir = filepath.Join(moduleRoot, "dashboards", "prometheus")

// TestRulesAreValid has promtool read the shipped configuration, the rules with it.
func TestRulesAreValid(t *testing.T) {
	tool := promtool(t)
	out, err := exec.Command(tool, "check", "config", "--lint=all", "--lint-fatal", filepath.Join(rulesDir, "prometheus.yaml")).CombinedOutput()
	require.NoError(t, err, string(out))
}

// TestAlertsFire runs promtool's tests of the rules: every alert on its incident, and none in a quiet week.
func TestAlertsFire(t *testing.T) {
	tool := promtool(t)
	files, err := filepath.Glob(filepath.Join(rulesDir, "tests", "*.yaml"))
	require.NoError(t, err)
	require.Contains(t, files, filepath.Join(rulesDir, "tests", "quiet_week.yaml"))
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			out, err := exec.Command(tool, "test", "rules", file).CombinedOutput()
			require.NoError(t, err, string(out))
		})
	}
}

// TestEveryAlertHasItsPages expects a runbook, an incident and a line in the table of docs/dashboards.md for every alert, and an alert for
// each of them.
func TestEveryAlertHasItsPages(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(rulesDir, "alerts.yaml"))
	require.NoError(t, err)
	alerts := firstGroups(`(?m)^      - alert: (\w+)$`, string(text))
	require.NotEmpty(t, alerts)

	assert.Equal(t, alerts, names(t, filepath.Join(moduleRoot, "docs", "runbooks"), ".md", "README"), "runbooks")
	assert.Equal(t, alerts, names(t, filepath.Join(rulesDir, "tests"), ".yaml", "quiet_week"), "incidents")
	assert.Equal(t, alerts, firstGroups(`runbook_url: https://github.com/otelcol-mcp/otelcol-mcp/blob/main/docs/runbooks/(\w+)\.md`, string(text)), "links to runbooks")

	page, err := os.ReadFile(filepath.Join(moduleRoot, "docs", "dashboards.md"))
	require.NoError(t, err)
	assert.Equal(t, alerts, firstGroups(`(?m)^\| \[`+"`"+`(MCP\w+)`+"`"+`\]\(runbooks/`, string(page)), "table of alerts")
}

// firstGroups are the first groups of all matches, each once, sorted.
func firstGroups(pattern, text string) (found []string) {
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		found = append(found, match[1])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// names are those of the files in a folder, without their extension and but for one, sorted.
func names(t *testing.T, dir, extension, but string) (found []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, entry := range entries {
		name, ok := strings.CutSuffix(entry.Name(), extension)
		require.True(t, ok, "%s in %s", entry.Name(), dir)
		if name != but {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// TestRunbooksSayWhatToDo expects the same three questions answered on every page, that what it asks Prometheus is PromQL, and that the
// panels it sends the reader to exist.
func TestRunbooksSayWhatToDo(t *testing.T) {
	tool := promtool(t)
	panels := map[string]bool{}
	for _, d := range readDashboards(t) {
		for _, panel := range d.Panels {
			panels[panel.Title] = true
		}
	}
	pages, err := filepath.Glob(filepath.Join(moduleRoot, "docs", "runbooks", "MCP*.md"))
	require.NoError(t, err)
	require.NotEmpty(t, pages)
	for _, page := range pages {
		text, err := os.ReadFile(page)
		require.NoError(t, err)
		name := strings.TrimSuffix(filepath.Base(page), ".md")
		assert.Regexp(t, `(?s)^# `+name+`\n.+\n## How to confirm\n.+\n## What to do\n.+`, string(text), name)
		for _, query := range firstGroups("(?s)```promql\n(.+?)```", string(text)) {
			out, err := exec.Command(tool, "promql", "--experimental", "format", query).CombinedOutput()
			assert.NoError(t, err, "%s: %s", name, out)
		}
		for _, panel := range firstGroups(`panels?\s\*([^*]+)\*`, string(text)) {
			assert.True(t, panels[panel], "%s: no panel is called %q", name, panel)
		}
	}
}
