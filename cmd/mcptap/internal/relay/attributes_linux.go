package relay

import "syscall"

// attributes let the command end with this process if that is killed: whoever kills a
// server means to be rid of it.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
