package examples

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	startWithin = 20 * time.Second
	// stopWithin is how long a process may take to end in order.
	stopWithin = 15 * time.Second
	pollEvery  = 50 * time.Millisecond
)

// process is a child that is gone when the test ends, in whichever way.
type process struct {
	cmd    *exec.Cmd
	output *logBuffer
	exited chan struct{} // closed when the process is gone; err is set before
	err    error
}

// start runs a program in a folder of its own, with nothing in its environment but env.
func start(t *testing.T, dir string, env []string, bin string, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(bin, args...), output: &logBuffer{}, exited: make(chan struct{})}
	p.cmd.Dir, p.cmd.Env = dir, append([]string{"PATH=" + os.Getenv("PATH")}, env...)
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	require.NoError(t, p.cmd.Start())
	go func() {
		p.err = p.cmd.Wait()
		close(p.exited)
	}()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("output of %s:\n%s", filepath.Base(bin), p.output)
		}
	})
	return p
}

// kill ends the process without giving it a chance to put anything in order.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended already
	<-p.exited
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

// fails waits for the process to end by itself, with another status than 0.
func (p *process) fails(t *testing.T) {
	t.Helper()
	select {
	case <-p.exited:
		require.Error(t, p.err, "it should not have started")
	case <-time.After(startWithin):
		t.Fatal("it runs although it cannot work")
	}
}

// complaints are the lines of the output that are not information.
func (p *process) complaints() []string {
	var lines []string
	for line := range strings.Lines(p.output.String()) {
		if line = strings.TrimSpace(line); line != "" && !strings.Contains(line, "\tinfo\t") {
			lines = append(lines, line)
		}
	}
	return lines
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

// forget empties the buffer.
func (b *logBuffer) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.buf.Reset()
}
