//go:build !amd64 && !arm64

package near

import "unsafe"

func bring(unsafe.Pointer) {}

func bringThree(_, _, _ unsafe.Pointer) {}

func bringAll(unsafe.Pointer, int) {}
