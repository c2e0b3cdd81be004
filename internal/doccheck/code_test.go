package doccheck

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
)

// shells are the languages of blocks that are typed in.
var shells = []string{"sh", "bash", "shell", "console"}

var (
	makeTarget = regexp.MustCompile(`(?m)(?:^|[;&|] *)make ([a-z0-9-]+)`)
	definition = regexp.MustCompile(`(?m)^([a-z0-9-]+):.*##`)
	// Paths of the repository, in a command or in the text. What is built or written is not there yet.
	ours  = regexp.MustCompile(`(?:^|[\s="'(])((?:\./)?(?:cmd|connector|dashboards|deploy|docs|examples|internal|processor|receiver|testdata)/[\w./*-]+)`)
	built = regexp.MustCompile(`(?:^|[\s"'])(?:\./)?bin/([\w-]+)`)
)

// programs are what `make` puts in bin/.
var programs = []string{"otelcol-mcp", "mcptap", "prometheus", "promtool", "everything-server", "everything-client"}

func TestCommandsAndPaths(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	require.NoError(t, err)
	targets := map[string]bool{}
	for _, m := range definition.FindAllStringSubmatch(string(makefile), -1) {
		targets[m[1]] = true
	}
	require.True(t, targets["build"])
	for _, d := range documents(t) {
		for _, b := range d.blocks {
			if !slices.Contains(shells, b.language) {
				continue
			}
			for _, m := range makeTarget.FindAllStringSubmatch(b.text, -1) {
				if !targets[m[1]] {
					t.Errorf("%s: there is no make %s", d.path, m[1])
				}
			}
			for _, m := range built.FindAllStringSubmatch(b.text, -1) {
				if !slices.Contains(programs, m[1]) {
					t.Errorf("%s: nothing builds bin/%s", d.path, m[1])
				}
			}
			for _, p := range missing(b.text) {
				t.Errorf("%s: there is no %s", d.path, p)
			}
		}
		for _, c := range d.code {
			for _, p := range missing(c) {
				if !somewhere(t, p) {
					t.Errorf("%s: there is no %s", d.path, p)
				}
			}
		}
	}
}

// missing are the paths in a text that are not in the repository.
func missing(text string) []string {
	var none []string
	for _, m := range ours.FindAllStringSubmatch(text, -1) {
		path := strings.TrimRight(strings.TrimSuffix(m[1], "..."), "./")
		if found, err := filepath.Glob(filepath.Join(root, path)); err != nil || len(found) == 0 {
			none = append(none, m[1])
		}
	}
	return none
}

// somewhere holds if the path is that of a file or folder below any folder, as prose names those of which
// there are several.
func somewhere(t *testing.T, path string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != root && d.Name()[0] == '.' {
			return filepath.SkipDir
		}
		found = found || strings.HasSuffix(filepath.ToSlash(file), "/"+strings.Trim(path, "/"))
		return nil
	})
	require.NoError(t, err)
	return found
}

func TestMissing(t *testing.T) {
	for text, want := range map[string][]string{
		"otelcol-mcp --config examples/sidecar.yaml":  nil,
		"otelcol-mcp --config=examples/none.yaml":     {"examples/none.yaml"},
		"go test ./internal/... && cat docs/none.md":  {"docs/none.md"},
		"for f in examples/*.yaml":                    nil,
		"/etc/examples/none.yaml other/examples/none": nil,
	} {
		require.Equal(t, want, missing(text), text)
	}
}

// TestDataIsWellFormed reads what somebody will copy.
func TestDataIsWellFormed(t *testing.T) {
	for _, d := range documents(t) {
		for _, b := range d.blocks {
			switch b.language {
			case "json":
				if !json.Valid([]byte(b.text)) {
					t.Errorf("%s: this is no JSON:\n%s", d.path, b.text)
				}
			case "yaml":
				// Of invalid YAML the Collector makes a text.
				r, err := confmap.NewRetrievedFromYAML([]byte(b.text))
				require.NoError(t, err)
				raw, err := r.AsRaw()
				require.NoError(t, err)
				if _, isText := raw.(string); isText {
					t.Errorf("%s: this is no YAML:\n%s", d.path, b.text)
				}
			}
		}
	}
}
