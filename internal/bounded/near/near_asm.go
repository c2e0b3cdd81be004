//go:build amd64 || arm64

package near

import "unsafe"

//go:noescape
func bring(at unsafe.Pointer)

//go:noescape
func bringThree(a, b, c unsafe.Pointer)

//go:noescape
func bringAll(at unsafe.Pointer, size int)
