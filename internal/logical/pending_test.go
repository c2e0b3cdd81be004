package logical

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// TestParentsThatSomebodyHasChosenAreToldApart: with a factor of a hash that is known to be zero, the
// trace would not matter.
func TestParentsThatSomebodyHasChosenAreToldApart(t *testing.T) {
	tracker := New[int](Options{})
	seen := map[uint64]bool{}
	for trace := range byte(20) {
		c := mcp.Call{Kind: mcp.KindToolCall, Tool: "order", TraceID: [16]byte{15: 1 + trace}}
		binary.LittleEndian.PutUint64(c.ParentID[:], 0xd6e8feb86659fd93)
		e := tracker.evidenceOf(&c)
		require.False(t, seen[e[byParent]])
		seen[e[byParent]] = true
	}
}
