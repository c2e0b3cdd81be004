package relay

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// Statuses of what could not be started, which are those of a shell (POSIX, Shell
// Command Language, 2.8.2).
const (
	StatusCannotRun = 126
	StatusNotFound  = 127
)

// statusSignal is added to the number of the signal that has ended a command.
const statusSignal = 128

// Options say what is run, and between what.
type Options struct {
	// Args are the command, which is looked for as in a shell, and its arguments.
	Args []string
	// Stdin, Stdout and Stderr are those of this process. The first two are closed as
	// soon as nothing can pass there any more.
	Stdin, Stdout, Stderr *os.File
	// Show is given what passes, lent; nil shows it to nobody. It is called from two
	// goroutines, one for each sender, and must not block.
	Show func(from exchange.Peer, b []byte)
}

// Process is a command that runs.
type Process struct {
	cmd     *exec.Cmd
	out     *pipe
	ended   chan struct{} // the command has
	hurried chan struct{} // a signal came after that
}

// Start runs a command. Error is nil or has a status that a shell would end with:
// [Status].
//
// On Linux the command is killed when the thread that calls is gone, so that should be
// one that lasts as long as the process.
func Start(o Options) (*Process, error) {
	if o.Show == nil {
		o.Show = func(exchange.Peer, []byte) {}
	}
	var pipes [2]ends
	for i := range pipes {
		var err error
		if pipes[i], err = newPipe(); err != nil {
			return nil, fmt.Errorf("making a pipe: %w", err)
		}
	}
	stdin, stdout := pipes[0], pipes[1]
	cmd := exec.Command(o.Args[0], o.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin.read, stdout.write, o.Stderr
	cmd.SysProcAttr = attributes()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	_ = stdin.read.Close() // the command has them now
	_ = stdout.write.Close()
	p := &Process{
		cmd: cmd, ended: make(chan struct{}), hurried: make(chan struct{}),
		out: &pipe{from: stdout.read, to: o.Stdout, done: make(chan struct{})},
	}
	in := &pipe{from: o.Stdin, to: stdin.write, done: make(chan struct{})}
	go in.relay(func(b []byte) { o.Show(exchange.Client, b) })
	go p.out.relay(func(b []byte) { o.Show(exchange.Server, b) })
	return p, nil
}

// Status returns what a shell would end with if a command could not be started.
func Status(err error) int {
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		return StatusNotFound
	}
	return StatusCannotRun
}

// Forward passes signals on until there are no more. Those that come when the command
// has ended can only mean this process: see [Process.Hurried].
func (p *Process) Forward(signals <-chan os.Signal) {
	for s := range signals {
		select {
		case <-p.ended:
			close(p.hurried)
			return
		default:
			_ = p.cmd.Process.Signal(s) // it may have ended
		}
	}
}

// Hurried is closed when a signal has come that the command could not be given any
// more.
func (p *Process) Hurried() <-chan struct{} { return p.hurried }

// lingering is how long the pipe is read in vain, once the command has ended, before
// it counts as empty. What the command has written is in it by then.
const lingering = 100 * time.Millisecond

// Wait waits for the command, and until all it has written is relayed, and returns the
// status to exit with.
//
// A pipe that the command has left to others when it ended does not come to its end;
// it is relayed as long as they go on writing.
func (p *Process) Wait() int {
	_ = p.cmd.Wait() // the state says it, too
	close(p.ended)
	ticker := time.NewTicker(lingering)
	defer ticker.Stop()
	for before := uint64(0); ; {
		select {
		case <-p.out.done:
			return status(p.cmd.ProcessState)
		case <-p.hurried:
			return status(p.cmd.ProcessState)
		case <-ticker.C:
			now := p.out.steps.Load()
			if now == before && reading(now) {
				return status(p.cmd.ProcessState)
			}
			before = now
		}
	}
}
