package flow

import "github.com/otelcol-mcp/otelcol-mcp/internal/ascii"

const blockSize = ascii.BlockSize

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// smallLetters makes capitals of ASCII small, and leaves digits and small letters as they
// are.
const smallLetters = 0x20 * eachByte
