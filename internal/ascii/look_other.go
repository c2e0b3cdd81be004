//go:build !amd64

package ascii

func look(block *[BlockSize]byte) (capitals, small, digits, spaces uint64) { return lookAtWords(block) }
