//go:build !amd64

package instruction

const looksAtOnce, shiftsFast = false, false

func (s *signs) lookAtOnce(*[blockSize]byte) {}

func (t *table) amongFast(*[blockRoom]byte, uint64, uint64) uint64 { return 0 }
