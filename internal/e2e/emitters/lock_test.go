package emitters

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// environments are all folders with a lock file.
func environments(t *testing.T) []environment {
	t.Helper()
	var all []environment
	for _, kind := range []string{npm, pypi} {
		folders, err := filepath.Glob(filepath.Join(kind, "*", filepath.Base(environment{kind: kind}.lockFile())))
		require.NoError(t, err)
		for _, file := range folders {
			all = append(all, environment{kind: kind, folder: filepath.Base(filepath.Dir(file))})
		}
	}
	return all
}

// TestLockFilesAreComplete holds every package to a version and a hash, and to no
// place: where packages come from is the machine's to say.
func TestLockFilesAreComplete(t *testing.T) {
	all := environments(t)
	require.Len(t, all, len(emitters)+1, "one for each emitter, and Node.js")
	for _, e := range all {
		t.Run(e.kind+"/"+e.folder, func(t *testing.T) {
			text, err := os.ReadFile(e.lockFile())
			require.NoError(t, err)
			assert.NotContains(t, string(text), `"resolved"`)
			assert.NotContains(t, string(text), "--index-url")
			assert.NotContains(t, string(text), "--find-links")
			if e.kind == npm {
				checkNodeLock(t, text)
			} else {
				checkPythonLock(t, string(text))
			}
		})
	}
}

func checkNodeLock(t *testing.T, text []byte) {
	t.Helper()
	var lock struct {
		Packages map[string]struct {
			Version, Integrity string
			InBundle, Link     bool
		}
	}
	require.NoError(t, json.Unmarshal(text, &lock))
	for path, pkg := range lock.Packages {
		if path == "" || pkg.InBundle {
			continue
		}
		assert.NotEmpty(t, pkg.Version, path)
		assert.Regexp(t, `^sha512-`, pkg.Integrity, path)
		assert.False(t, pkg.Link, path)
	}
}

// pinned is a line that begins a package: an exact version.
var pinned = regexp.MustCompile(`^[a-z0-9._-]+(\[[a-z,-]+\])?==[^ ]+( ; .+)? \\$`)

func checkPythonLock(t *testing.T, text string) {
	t.Helper()
	packages, hashed := 0, 0
	before := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case !strings.HasPrefix(line, " "):
			assert.Regexp(t, pinned, line)
			packages++
		case !strings.HasPrefix(before, " "):
			assert.Regexp(t, `^    --hash=sha256:[0-9a-f]{64}`, line)
			hashed++
		}
		before = line
	}
	assert.Positive(t, packages)
	assert.Equal(t, packages, hashed, "packages with a hash")
}
