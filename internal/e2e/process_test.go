package e2e

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// process is a child that is gone when the test ends, in whichever way.
type process struct {
	cmd    *exec.Cmd
	output *logBuffer
	exited chan struct{} // closed when the process is gone; err is set before
	err    error
}

func start(t *testing.T, bin string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(bin, args...), output: &logBuffer{}, exited: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	require.NoError(t, p.cmd.Start())
	go func() {
		p.err = p.cmd.Wait()
		close(p.exited)
	}()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // most often it has ended already
		<-p.exited
		if t.Failed() {
			t.Logf("output of %s:\n%s", filepath.Base(bin), p.output)
		}
	})
	return p
}

// waitOK returns when url answers 200, and fails the test when the process ends
// or takes too long.
func (p *process) waitOK(t *testing.T, url string) {
	t.Helper()
	poll(t, startWithin, func() error {
		select {
		case <-p.exited:
			t.Fatalf("%s exited before it was ready: %v", filepath.Base(p.cmd.Path), p.err)
		default:
		}
		return get(t.Context(), url)
	})
}

// stop asks the process to end and requires it to do so in time, with status 0.
func (p *process) stop(t *testing.T) {
	t.Helper()
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.exited:
		require.NoError(t, p.err, "exit after SIGTERM")
	case <-time.After(stopWithin):
		t.Fatalf("%s still runs %v after SIGTERM", filepath.Base(p.cmd.Path), stopWithin)
	}
}

// logBuffer collects the output of a process while others may read it.
type logBuffer struct {
	mu  sync.Mutex // covers buf
	buf bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
