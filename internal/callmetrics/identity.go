package callmetrics

import (
	"hash/maphash"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// identity is everything of a call that labels and conditions read, and nothing
// else: calls with equal identities make observations in the same series. A
// label that reads a field which is not here would merge series; a test keeps
// the two together.
type identity struct {
	resource series.ResourceID
	kind     mcp.Kind
	role     mcp.Role
	side     mcp.Side
	outcome  mcp.Outcome
	input    bool
	output   bool
	timed    bool
	twice    bool
	asked    bool // the request's size is known, as below the response's
	answered bool
	tallied  bool
	port     int64
	texts    [19]string
}

// read fills the identity in place.
func (x *identity) read(id series.ResourceID, c *mcp.Call) {
	x.resource, x.kind, x.role, x.side, x.outcome = id, c.Kind, c.Role, c.Side, c.Outcome
	x.input, x.output, x.timed, x.port = c.Usage.HasInput, c.Usage.HasOutput, c.Timed(), c.ServerPort
	x.twice, x.asked, x.answered, x.tallied = c.Duplicate, c.RequestSize > 0, c.ResponseSize > 0, c.Tallied
	dialect := ""
	if c.Duplicate {
		dialect = c.Dialect // for others it is no label
	}
	x.texts = [...]string{
		c.Method, c.Tool, c.ErrorType, c.Operation, c.StatusCode, c.ProtocolVersion,
		c.Transport, c.NetworkProtocol, c.NetworkProtocolVersion, c.ServerAddress,
		c.Provider, c.RequestModel, c.ResponseModel, c.Agent, c.ToolType, c.Prompt, c.JSONRPCVersion, dialect,
		c.SessionEvidence,
	}
}

// equal compares what differs most between calls last, and texts one by one:
// most are absent, and the compiler's comparison would call out for each.
func (x *identity) equal(y *identity) bool {
	for i := range x.texts {
		if x.texts[i] != y.texts[i] {
			return false
		}
	}
	return x.resource == y.resource && x.port == y.port && x.kind == y.kind && x.role == y.role &&
		x.side == y.side && x.outcome == y.outcome && x.twice == y.twice &&
		x.asked == y.asked && x.answered == y.answered && x.tallied == y.tallied && x.input == y.input && x.timed == y.timed && x.output == y.output
}

// own returns a copy that is independent of the call.
func (x *identity) own() identity {
	kept := *x
	for i, text := range x.texts {
		kept.texts[i] = strings.Clone(text)
	}
	return kept
}

var seed = maphash.MakeSeed()

// hash folds the identity and the extra labels into 64 bits. It is seeded, so
// that nobody can choose names that collide.
func (x *identity) hash(extra []series.Value) uint64 {
	sum := series.Mix(uint64(x.resource)<<32|uint64(x.kind)<<24|uint64(x.role)<<16|uint64(x.side)<<8|uint64(x.outcome), uint64(x.port))
	for i := range x.texts {
		if text := x.texts[i]; text != "" {
			sum = series.Mix(sum+uint64(i), maphash.String(seed, text))
		}
	}
	for i := range extra {
		sum = series.Mix(sum, extra[i].Hash(seed))
	}
	return sum
}
