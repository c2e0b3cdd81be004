package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var (
	// binary is mcptap; TestMain builds it.
	binary     string
	buildFlags []string
)

func TestMain(m *testing.M) {
	if name := os.Getenv(childVariable); name != "" {
		os.Exit(children[name](os.Args[1:]))
	}
	restoreSignals()
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "mcptap")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(dir) }() // the system clears its temporary files too
		binary = filepath.Join(dir, "mcptap")
		if runtime.GOOS == "windows" {
			binary += ".exe"
		}
		build := exec.Command("go", slices.Concat([]string{"build", "-o", binary}, buildFlags, []string{"."})...)
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "building mcptap: %v\n%s", err, out)
			return 1
		}
		return m.Run()
	}())
}

// patience bounds everything that a test waits for.
const patience = 30 * time.Second

// tap is one run of mcptap.
type tap struct {
	t      *testing.T
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout io.ReadCloser
	stderr bytes.Buffer
}

// absent is an endpoint where nobody is.
const absent = "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1"

// start wraps one of the children. Flags come before "--".
func start(t *testing.T, env, flags []string, child string, args ...string) *tap {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	args = append(append(append([]string{}, flags...), "--", self), args...)
	return startCommand(t, append([]string{childVariable + "=" + child}, env...), binary, args...)
}

func startCommand(t *testing.T, env []string, name string, args ...string) *tap {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	p := &tap{t: t, cmd: exec.CommandContext(ctx, name, args...)}
	// The race detector would wait a second at each exit.
	p.cmd.Env = append(append(os.Environ(), absent, "GORACE=atexit_sleep_ms=0"), env...)
	p.cmd.Stderr = &p.stderr
	p.cmd.WaitDelay = time.Second
	var err error
	p.stdin, err = p.cmd.StdinPipe()
	require.NoError(t, err)
	p.stdout, err = p.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.cmd.Start())
	t.Cleanup(func() { _ = p.cmd.Process.Kill() }) // it has ended
	return p
}

// hear returns everything that is said until the end.
func (p *tap) hear() string {
	p.t.Helper()
	b, err := io.ReadAll(p.stdout)
	require.NoError(p.t, err)
	return string(b)
}

func (p *tap) say(text string) {
	p.t.Helper()
	_, err := io.WriteString(p.stdin, text)
	require.NoError(p.t, err)
}

// ask says a line and returns the line that comes.
func (p *tap) ask(line string) string {
	p.t.Helper()
	p.say(line + "\n")
	return p.line()
}

func (p *tap) line() string {
	p.t.Helper()
	var text []byte
	for b := make([]byte, 1); ; {
		_, err := p.stdout.Read(b)
		require.NoError(p.t, err)
		if b[0] == '\n' {
			return string(text)
		}
		text = append(text, b[0])
	}
}

// end returns the exit status, after everything was heard.
func (p *tap) end() int {
	p.t.Helper()
	_, _ = io.Copy(io.Discard, p.stdout)
	err := p.cmd.Wait()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	require.NoError(p.t, err)
	return 0
}

func TestCommandLine(t *testing.T) {
	for _, test := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"no command", nil, 2, "a command is missing"},
		{"an unknown flag", []string{"-nope", "--", "cat"}, 2, "-nope"},
		{"a queue that is too small", []string{"-queue-bytes=5", "--", "cat"}, 2, "-queue-bytes: must be from 1048576 to"},
		{"two bounds at once", []string{"-max-content-size=0", "-max-message-size=9", "--", "cat"}, 2, "-max-message-size"},
		{"a negative time", []string{"-flush-timeout=-1s", "--", "cat"}, 2, "-flush-timeout: must not be negative"},
		{"no turn gap", []string{"-turn-gap=0s", "--", "cat"}, 2, "-turn-gap: must be positive"},
		{"what is no number", []string{"-queue-bytes=much", "--", "cat"}, 2, "-queue-bytes"},
		{"a command that is not there", []string{"--", "no-such-command"}, 127, "no-such-command"},
		{"a path that is not there", []string{"--", "./no/such"}, 127, "./no/such"},
		{"a folder", []string{"--", os.TempDir()}, 126, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := startCommand(t, nil, binary, test.args...)
			require.Empty(t, p.hear())
			require.Equal(t, test.status, p.end())
			require.Contains(t, p.stderr.String(), test.says)
			require.True(t, strings.HasPrefix(p.stderr.String(), "mcptap: "))
		})
	}
}

func TestHelpAndVersion(t *testing.T) {
	p := startCommand(t, nil, binary, "-help")
	require.Contains(t, p.hear(), "-flush-timeout")
	require.Zero(t, p.end())
	p = startCommand(t, nil, binary, "-version")
	require.Equal(t, "mcptap "+version+"\n", p.hear())
	require.Zero(t, p.end())
}

// TestVersion holds the version to that of the distribution.
func TestVersion(t *testing.T) {
	manifest, err := os.ReadFile("../../builder-config.yaml")
	require.NoError(t, err)
	require.Contains(t, string(manifest), "\n  version: "+version+"\n")
}

// TestFlagsAreDocumented holds the README to the flags.
func TestFlagsAreDocumented(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	var help bytes.Buffer
	_, _ = parse([]string{"-help"}, &help)
	found := 0
	for line := range strings.Lines(help.String()) {
		if name, ok := strings.CutPrefix(line, "  -"); ok {
			name, _, _ = strings.Cut(strings.TrimSpace(name), " ")
			require.Contains(t, string(readme), "`-"+name+"`")
			found++
		}
	}
	require.Equal(t, 11, found)
}
