//go:build unix

package main

import (
	"syscall"
	"time"
)

// processorTime returns what the process has taken of the processors, for itself and in the system.
func processorTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0 // which never happens
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
