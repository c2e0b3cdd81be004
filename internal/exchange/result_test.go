package exchange_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// The first revisions put what a tool returns under toolResult, as some servers still do.
func TestAToolResultOfTheFirstRevisions(t *testing.T) {
	for result, want := range map[string]mcp.Outcome{
		`{"toolResult":{"content":[{"type":"text","text":"no money"}],"isError":true}}`:          mcp.OutcomeToolError,
		`{"toolResult":{"isError":true,"content":[{"type":"text","text":"Unknown tool: add"}]}}`: mcp.OutcomeUnknownTool,
		`{"toolResult":{"content":[{"type":"text","text":"5"}],"isError":false}}`:                mcp.OutcomeSuccess,
		`{"toolResult":"5"}`:                           mcp.OutcomeSuccess,
		`{"toolResult":{"isError":true},"content":[]}`: mcp.OutcomeSuccess, // it is the tool's own
	} {
		w := newWire(exchange.Options{})
		w.pipe().client(`{"id":1,"method":"tools/call","params":{"name":"add"}}`).server(`{"id":1,"result":` + result + `}`)
		require.Len(t, w.said, 1)
		require.Equal(t, want, w.said[0].Call.Outcome, result)
	}
}
