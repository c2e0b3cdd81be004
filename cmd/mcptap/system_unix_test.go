//go:build unix

package main

import (
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	brokenPipe = syscall.SIGPIPE
	canKill    = true
)

var passedOn = []syscall.Signal{
	syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGUSR1, syscall.SIGUSR2,
}

// restoreSignals makes commands start without what nohup, for one, has the tests
// ignore: a signal that is heard here is not ignored there.
func restoreSignals() {
	for _, s := range passedOn {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
}

func TestSignalsReachTheServer(t *testing.T) {
	for _, s := range passedOn {
		p := start(t, nil, nil, "signals")
		require.Equal(t, "ready", p.line())
		require.NoError(t, p.cmd.Process.Signal(s))
		require.Equal(t, s.String(), p.line())
		require.Equal(t, 40, p.end())
	}
}

func TestServerEndedBySignal(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM, syscall.SIGUSR1} {
		p := startCommand(t, nil, binary, "--", "sh", "-c", "echo ready; exec sleep 60")
		require.Equal(t, "ready", p.line())
		require.NoError(t, p.cmd.Process.Signal(s))
		require.Equal(t, 128+int(s), p.end())
	}
}

// TestIgnoredSignals: what nohup does holds for the server, too.
func TestIgnoredSignals(t *testing.T) {
	p := startCommand(t, nil, "sh", "-c", `trap "" HUP; exec "$0" -- sh -c 'kill -HUP $$; echo still here'`, binary)
	require.Equal(t, "still here\n", p.hear())
	require.Zero(t, p.end())
}

// TestBrokenPipesAreNotIgnored: the server ends by them as it would alone.
func TestBrokenPipesAreNotIgnored(t *testing.T) {
	p := startCommand(t, nil, binary, "--", "sh", "-c", "kill -PIPE $$; echo still here")
	require.Empty(t, p.hear())
	require.Equal(t, 128+int(syscall.SIGPIPE), p.end())
}

func TestKilledWithItsWrapper(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the system cannot")
	}
	p := start(t, nil, nil, "pid")
	server, err := strconv.Atoi(p.line())
	require.NoError(t, err)
	require.NoError(t, p.cmd.Process.Kill())
	require.Equal(t, -1, p.end())
	require.Eventually(t, func() bool { return gone(server) }, patience, 10*time.Millisecond)
}

// gone reports whether a process has ended, though its new parent may not have noticed.
func gone(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || string(stat[len(strconv.Itoa(pid))+1:])[0] == '(' && zombie(string(stat))
}

func zombie(stat string) bool {
	for i := len(stat) - 1; i >= 0; i-- {
		if stat[i] == ')' {
			return stat[i+2] == 'Z'
		}
	}
	return false
}

// TestPipeLeftToOthers: who has inherited the pipe does not keep the wrapper.
func TestPipeLeftToOthers(t *testing.T) {
	began := time.Now()
	p := startCommand(t, nil, binary, "--", "sh", "-c", "sleep 60 >&1 & echo $!; exit 3")
	sleeper, err := strconv.Atoi(p.line())
	require.NoError(t, err)
	defer func() { _ = syscall.Kill(sleeper, syscall.SIGKILL) }()
	require.Empty(t, p.hear())
	require.Equal(t, 3, p.end())
	assert.Less(t, time.Since(began), 5*time.Second)
}

// TestSignalDuringFlush: who asks a second time does not wait for telemetry.
func TestSignalDuringFlush(t *testing.T) {
	p := start(t, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://" + unresponsive(t)}, []string{"-flush-timeout=20s"}, "server")
	p.ask(`{"jsonrpc":"2.0","id":1,"method":"ping"}`)
	require.NoError(t, p.stdin.Close())
	require.Empty(t, p.hear())
	time.Sleep(300 * time.Millisecond)
	began := time.Now()
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	require.Zero(t, p.end())
	assert.Less(t, time.Since(began), 5*time.Second)
}
