package relay

import (
	"os"
	"os/signal"
	"syscall"
)

// Signals returns those that end this process unless they are caught: Ctrl-C, and the
// console's end. The system gives them to the command by itself, so that passing them
// on, which it does not offer, is not needed.
func Signals() <-chan os.Signal {
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	return signals
}

func status(s *os.ProcessState) int { return s.ExitCode() }
