package ascii

// look uses the instructions for 16 bytes that each amd64 has (SSE2).
//
//go:noescape
func look(block *[BlockSize]byte) (capitals, small, digits, spaces uint64)
