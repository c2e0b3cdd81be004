package main

import "syscall"

const (
	brokenPipe = syscall.SIGPIPE
	canKill    = false
)

func restoreSignals() {}
