package tap

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	lockFile = "npm/package-lock.json"
	// installWithin bounds the installation, download included.
	installWithin = 10 * time.Minute
)

// install returns the folder that the packages of the lock file are installed in, with
// the client's scripts. They are kept in EMITTERS_DIR.
func install(t *testing.T) string {
	t.Helper()
	cache := os.Getenv("EMITTERS_DIR")
	if cache == "" {
		t.Skip("NOT TESTED WITH REAL SERVERS: EMITTERS_DIR is not set; make e2e-tap sets it")
	}
	for _, tool := range []string{"npm", "node"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") == "" {
			t.Skipf("NOT TESTED: %s is not installed", tool)
		}
	}
	lock, err := os.ReadFile(lockFile)
	require.NoError(t, err)
	key := sha256.Sum256(lock)
	dir := filepath.Join(cache, "tap-"+hex.EncodeToString(key[:6]))
	done := filepath.Join(dir, ".installed")
	if _, err := os.Stat(done); err != nil {
		require.NoError(t, os.RemoveAll(dir))
		require.NoError(t, os.MkdirAll(dir, 0o755))
		copyAll(t, dir, "npm/package*.json")
		ctx, cancel := context.WithTimeout(t.Context(), installWithin)
		defer cancel()
		npm := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
		npm.Dir = dir
		out, err := npm.CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.NoError(t, os.WriteFile(done, nil, 0o600))
	}
	copyAll(t, dir, "npm/*.mjs")
	return dir
}

func copyAll(t *testing.T, dir, pattern string) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	for _, file := range files {
		b, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.Base(file)), b, 0o600))
	}
}

// TestLockFile holds every package to a version and a hash, and to no place: where
// packages come from is the machine's to say.
func TestLockFile(t *testing.T) {
	b, err := os.ReadFile(lockFile)
	require.NoError(t, err)
	var lock struct {
		Packages map[string]struct {
			Version, Integrity, Resolved string
			InBundle, Link               bool
		}
	}
	require.NoError(t, json.Unmarshal(b, &lock))
	require.Greater(t, len(lock.Packages), 50)
	for path, p := range lock.Packages {
		if path == "" || p.InBundle {
			continue
		}
		assert.NotEmpty(t, p.Version, path)
		assert.Regexp(t, `^sha512-`, p.Integrity, path)
		assert.Empty(t, p.Resolved, path)
		assert.False(t, p.Link, path)
	}
}
