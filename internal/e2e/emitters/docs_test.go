package emitters

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// docs has a table of the emitters between two marks.
var docs = filepath.Join(moduleRoot, "docs", "emitters.md")

const (
	tableBegins = "<!-- written by the tests of internal/e2e/emitters, with -update -->\n"
	tableEnds   = "<!-- end -->\n"
)

// TestDocs compares the documented table with what is tested here.
func TestDocs(t *testing.T) {
	text, err := os.ReadFile(docs)
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(text), tableBegins)
	require.True(t, ok, "the mark where the table begins")
	documented, tail, ok := strings.Cut(rest, tableEnds)
	require.True(t, ok, "the mark where the table ends")
	want := table(t)
	if *update {
		require.NoError(t, os.WriteFile(docs, []byte(head+tableBegins+want+tableEnds+tail), 0o600))
		return
	}
	require.Equal(t, want, documented)
}

func table(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("| Emitter | Packages | Tells as | What differs from the script, and what cannot be seen |\n|---|---|---|---|\n")
	for _, e := range emitters {
		notes := e.notes(t)
		if len(notes) == 0 {
			notes = []string{"nothing"}
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", e.name, strings.Join(e.versions(t), ", "),
			strings.Join(e.roles, ", "), strings.Join(notes, "<br>"))
	}
	return b.String()
}

// notes are all reasons of one emitter, exceptions of one role and reason together.
func (e *emitter) notes(t *testing.T) []string {
	t.Helper()
	var notes []string
	for _, role := range e.roles {
		numbers := map[string][]string{}
		var reasons []string
		for _, x := range exceptions {
			if x.emitter != e.name || x.role != role {
				continue
			}
			if numbers[x.why] == nil {
				reasons = append(reasons, x.why)
			}
			numbers[x.why] = append(numbers[x.why], fmt.Sprintf("%s %s for %s",
				strings.TrimSuffix(strings.TrimPrefix(x.what, toolsCall+" "), " success"), number(x.told), number(e.happened(t, x))))
		}
		for _, why := range reasons {
			notes = append(notes, fmt.Sprintf("**%s:** %s: %s.", role, strings.Join(numbers[why], ", "), why))
		}
	}
	for _, role := range slices.Sorted(maps.Keys(e.silent)) {
		notes = append(notes, fmt.Sprintf("**%s:** silent: %s.", role, e.silent[role]))
	}
	for _, method := range slices.Sorted(maps.Keys(e.skips)) {
		notes = append(notes, fmt.Sprintf("**%s:** not done: %s.", method, e.skips[method]))
	}
	return notes
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// versions are what the lock file says of the packages.
func (e *emitter) versions(t *testing.T) []string {
	t.Helper()
	lock, err := os.ReadFile(e.lockFile())
	require.NoError(t, err)
	locked := pythonVersions
	if e.kind == npm {
		locked = nodeVersions
	}
	versions := locked(t, lock)
	var out []string
	for _, name := range e.packages {
		require.NotEmpty(t, versions[name], "%s in %s", name, e.lockFile())
		out = append(out, fmt.Sprintf("`%s` %s", name, versions[name]))
	}
	return out
}

func nodeVersions(t *testing.T, lock []byte) map[string]string {
	t.Helper()
	var file struct {
		Packages map[string]struct{ Version string }
	}
	require.NoError(t, json.Unmarshal(lock, &file))
	versions := map[string]string{}
	for path, pkg := range file.Packages {
		if name, ok := strings.CutPrefix(path, "node_modules/"); ok {
			versions[name] = pkg.Version
		}
	}
	return versions
}

func pythonVersions(_ *testing.T, lock []byte) map[string]string {
	versions := map[string]string{}
	for line := range strings.Lines(string(lock)) {
		if name, rest, ok := strings.Cut(line, "=="); ok && !strings.HasPrefix(line, " ") {
			name, _, _ = strings.Cut(name, "[")
			versions[name] = strings.TrimRight(strings.Fields(rest)[0], `\`)
		}
	}
	return versions
}
