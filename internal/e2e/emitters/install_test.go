package emitters

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Kinds of environments, which are folders here, too.
const (
	npm  = "npm"
	pypi = "pypi"
)

// installWithin bounds the installation of one environment, download included.
const installWithin = 10 * time.Minute

// environment is what an emitter is installed in.
type environment struct {
	kind, folder string
	// node says that it needs a newer Node.js than systems have.
	node bool
}

// nodeEnvironment has Node.js 24 as a package.
var nodeEnvironment = environment{kind: npm, folder: "node"}

// lockFile has every package of the environment with version and hash.
func (e environment) lockFile() string {
	name := map[string]string{npm: "package-lock.json", pypi: "requirements.txt"}[e.kind]
	return filepath.Join(e.kind, e.folder, name)
}

// tools are the programs that install and run it.
func (e environment) tools() []string {
	if e.kind == pypi {
		return []string{"python3"}
	}
	return []string{"npm", "node"}
}

// install returns the folder that the environment is installed in, after
// installing what its lock file says unless that was done before.
func (e environment) install(t *testing.T) string {
	t.Helper()
	cache := os.Getenv("EMITTERS_DIR")
	if cache == "" {
		t.Skip("NOT TESTED AGAINST REAL EMITTERS: EMITTERS_DIR is not set; make e2e-emitters sets it")
	}
	for _, tool := range e.tools() {
		requireTool(t, tool)
	}
	name := filepath.Join(absolute(t, cache), e.kind+"-"+e.folder+"-")
	dir := name + e.key(t)
	done := filepath.Join(dir, ".installed")
	if _, err := os.Stat(done); err == nil {
		return dir
	}
	began := time.Now()
	removeAll(t, name+"*") // earlier states, and this one if it is incomplete
	require.NoError(t, os.MkdirAll(dir, 0o755))
	if e.kind == pypi {
		e.installPython(t, dir)
	} else {
		e.installNode(t, dir)
	}
	require.NoError(t, os.WriteFile(done, nil, 0o600))
	t.Logf("installed %s in %v", e.lockFile(), time.Since(began).Round(time.Second))
	return dir
}

func requireTool(t *testing.T, tool string) {
	t.Helper()
	_, err := exec.LookPath(tool)
	switch {
	case err == nil:
	case os.Getenv("CI") != "":
		t.Fatalf("%s is not installed: the tests with real emitters need npm, Node.js and python3", tool)
	default:
		t.Skipf("NOT TESTED: %s is not installed", tool)
	}
}

// key changes with the lock file and with what it is installed for.
func (e environment) key(t *testing.T) string {
	t.Helper()
	lock, err := os.ReadFile(e.lockFile())
	require.NoError(t, err)
	hash := sha256.New()
	_, _ = hash.Write(lock) // never fails
	version := run(t, ".", e.tools()[len(e.tools())-1], "--version")
	_, _ = io.WriteString(hash, version+runtime.GOOS+runtime.GOARCH)
	return hex.EncodeToString(hash.Sum(nil))[:12]
}

func removeAll(t *testing.T, pattern string) {
	t.Helper()
	old, err := filepath.Glob(pattern)
	require.NoError(t, err)
	for _, dir := range old {
		require.NoError(t, os.RemoveAll(dir))
	}
}

// installPython takes wheels only: nothing is built and no code of a package is
// run to install it.
func (e environment) installPython(t *testing.T, dir string) {
	t.Helper()
	run(t, dir, "python3", "-m", "venv", dir)
	run(t, dir, filepath.Join(dir, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
		"--require-hashes", "--no-deps", "--only-binary=:all:", "-r", absolute(t, e.lockFile()))
}

func (e environment) installNode(t *testing.T, dir string) {
	t.Helper()
	for _, name := range []string{"package.json", "package-lock.json"} {
		copyFile(t, filepath.Join(e.kind, e.folder, name), filepath.Join(dir, name))
	}
	run(t, dir, "npm", "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error")
}

// run returns what a command printed, trimmed.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	ctx, cancel := contextWithin(t, installWithin)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	require.NoError(t, cmd.Run(), "%s\n%s", cmd, &out)
	return strings.TrimSpace(out.String())
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	text, err := os.ReadFile(from)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(to, text, 0o600))
}
