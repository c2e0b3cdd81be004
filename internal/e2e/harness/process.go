package harness

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	// StartWithin bounds the start of a process, until it answers.
	StartWithin = 30 * time.Second
	// StopWithin is how long a process may take to end in order.
	StopWithin = 15 * time.Second
)

// Process is a child that is gone when the test ends, in whichever way. What it prints is shown when the test fails.
type Process struct {
	Cmd    *exec.Cmd
	Output *Buffer

	exited chan struct{} // closed when the process is gone; err is set before
	err    error
}

// Start starts a command, whose output it takes.
func Start(t testing.TB, cmd *exec.Cmd) *Process {
	t.Helper()
	p := &Process{Cmd: cmd, Output: &Buffer{}, exited: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = p.Output, p.Output
	require.NoError(t, cmd.Start())
	go func() {
		p.err = cmd.Wait()
		close(p.exited)
	}()
	t.Cleanup(func() {
		p.Kill()
		if t.Failed() {
			t.Logf("output of %s:\n%s", p.name(), p.Output)
		}
	})
	return p
}

// StartCollector starts the collector with the text of a configuration and returns when it listens at these addresses.
func StartCollector(t testing.TB, config string, addresses ...string) *Process {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	require.NoError(t, os.WriteFile(file, []byte(config), 0o600))
	p := Start(t, exec.Command(Collector(t), "--config="+file))
	p.AwaitListening(t, addresses...)
	return p
}

func (p *Process) name() string { return filepath.Base(p.Cmd.Path) }

// Ended returns whether the process has ended.
func (p *Process) Ended() bool {
	select {
	case <-p.exited:
		return true
	default:
		return false
	}
}

// Kill ends the process without giving it a chance to put anything in order.
func (p *Process) Kill() {
	_ = p.Cmd.Process.Kill() // it may have ended already
	<-p.exited
}

// Stop asks the process to end and requires it to do so in time, with status 0.
func (p *Process) Stop(t testing.TB) {
	t.Helper()
	require.NoError(t, p.Cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.exited:
		require.NoError(t, p.err, "exit after SIGTERM")
	case <-time.After(StopWithin):
		t.Fatalf("%s still runs %v after SIGTERM", p.name(), StopWithin)
	}
}

// Fails waits for the process to end by itself, with another status than 0.
func (p *Process) Fails(t testing.TB) {
	t.Helper()
	select {
	case <-p.exited:
		require.Error(t, p.err, "it should not have started")
	case <-time.After(StartWithin):
		t.Fatal("it runs although it cannot work")
	}
}

// AwaitOK returns when url answers 200, and fails the test when the process ends or takes too long.
func (p *Process) AwaitOK(t testing.TB, url string) {
	t.Helper()
	p.await(t, func() error { return Get(t.Context(), url) })
}

// AwaitListening returns when something listens at every address, and fails the test when the process ends or takes too
// long.
func (p *Process) AwaitListening(t testing.TB, addresses ...string) {
	t.Helper()
	for _, address := range addresses {
		p.await(t, func() error { return Dial(t.Context(), address) })
	}
}

func (p *Process) await(t testing.TB, check func() error) {
	t.Helper()
	Poll(t, StartWithin, func() error {
		if p.Ended() {
			t.Fatalf("%s ended before it was ready: %v", p.name(), p.err)
		}
		return check()
	})
}

// Buffer collects what a process prints, and may be read meanwhile.
type Buffer struct {
	mu  sync.Mutex // covers buf
	buf bytes.Buffer
}

// Write appends p.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String returns what was written so far.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// Forget empties the buffer.
func (b *Buffer) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.buf.Reset()
}
