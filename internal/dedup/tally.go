package dedup

import (
	"math"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// tally is what the run of an agent consisted of.
type tally struct{ inferences, toolCalls uint16 }

func (t *tally) add(other tally) {
	t.inferences = sum(t.inferences, other.inferences)
	t.toolCalls = sum(t.toolCalls, other.toolCalls)
}

// sum stays at its maximum.
func sum(a, b uint16) uint16 { return uint16(min(uint32(a)+uint32(b), math.MaxUint16)) }

// runs reports whether a span of this kind consists of what is below it.
func runs(kind mcp.Kind) bool {
	return kind == mcp.KindAgent || kind == mcp.KindTurn || kind == mcp.KindTask || kind == mcp.KindSession
}

// tallyOf returns what a span adds to the run above it. The conventions mean the tools
// that the agent calls and models that it asks (gen_ai.invoke_agent.tool_calls and
// gen_ai.invoke_agent.inference_calls): what a server sees is not that, even if nobody
// tells of the client's part. Embeddings are no inference.
func tallyOf(c *mcp.Call, class class) tally {
	switch {
	case class == transparent, c.Role == mcp.RoleServer, c.Role == mcp.RoleGateway && c.Side == mcp.SideServer:
		return tally{}
	case c.Kind == mcp.KindToolCall:
		return tally{toolCalls: 1}
	case c.Kind == mcp.KindInference && c.Operation != semconv.OperationEmbeddings:
		return tally{inferences: 1}
	}
	return tally{}
}
