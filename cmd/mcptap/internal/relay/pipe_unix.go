//go:build unix

package relay

import (
	"os"
	"syscall"
)

// newPipe returns a pipe whose ends block. A command expects that of its own, and at
// ours a read costs one call of the system instead of three.
func newPipe() (ends, error) {
	var fds [2]int
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := syscall.Pipe(fds[:]); err != nil {
		return ends{}, err
	}
	syscall.CloseOnExec(fds[0])
	syscall.CloseOnExec(fds[1])
	return ends{os.NewFile(uintptr(fds[0]), "|0"), os.NewFile(uintptr(fds[1]), "|1")}, nil
}
