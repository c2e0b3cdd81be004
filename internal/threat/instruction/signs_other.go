//go:build !amd64

package instruction

const looksAtOnce = false

func (s *signs) lookAtOnce(*[blockSize]byte) {}
