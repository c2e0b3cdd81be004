//go:build unix

package relay

import (
	"os"
	"os/signal"
	"syscall"
)

// forwarded are the signals that a user or a client ends or stirs a server with. Those
// of a terminal's job control reach the command by themselves.
var forwarded = []os.Signal{
	syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM, syscall.SIGUSR1, syscall.SIGUSR2,
}

// Signals returns those that are to be passed on. What this process was started to
// ignore, as by nohup, the command ignores, too.
func Signals() <-chan os.Signal {
	signals := make(chan os.Signal, 16)
	for _, s := range forwarded {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	// Caught, a broken pipe is an error of the write. Ignored, it would be ignored by
	// the command as well.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	return signals
}

func status(s *os.ProcessState) int {
	if w, ok := s.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return statusSignal + int(w.Signal())
	}
	return s.ExitCode()
}
