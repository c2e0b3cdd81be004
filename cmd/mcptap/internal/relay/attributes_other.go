//go:build !linux

package relay

import "syscall"

func attributes() *syscall.SysProcAttr { return nil }
