package jsonrpc_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

// TestEveryByteOfAStringIsLookedAt puts each byte at each place of strings of many
// lengths: they are read in words and in several at once.
func TestEveryByteOfAStringIsLookedAt(t *testing.T) {
	for _, length := range []int{1, 7, 8, 9, 31, 32, 33, 40, 41, 63, 72, 73, 100, 136, 1200} {
		text := []byte(`{"id":1,"result":"`)
		start := len(text)
		for range length {
			text = append(text, 'x')
		}
		text = append(text, `"}`...)
		for at := start; at < start+length; at++ {
			for b := range 256 {
				if text[at] = byte(b); length > 1000 && b%0x20 != 0 && b != '"' && b != '\\' {
					continue // takes long and tells nothing more
				}
				_, fault := jsonrpc.Decode(text, nil)
				require.Equal(t, json.Valid(text), fault == jsonrpc.OK, "byte %d at %d of %d", b, at-start, length)
			}
			text[at] = 'x'
		}
	}
}
