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
	what     What
	kind     mcp.Kind
	role     mcp.Role
	side     mcp.Side
	outcome  mcp.Outcome
	facts    facts
	port     int64
	texts    [numTexts]string
}

const numTexts = 24

// facts are what conditions ask that is yes or no.
type facts uint32

// read fills the identity in place.
func (x *identity) read(id series.ResourceID, e *Event, c *mcp.Call) {
	x.resource, x.what, x.kind, x.role, x.side, x.outcome = id, e.What, c.Kind, c.Role, c.Side, c.Outcome
	x.port, x.facts = c.ServerPort, factsOf(e, c)
	dialect := ""
	if c.Duplicate || c.Repaired {
		dialect = c.Dialect // for others it is no label
	}
	x.texts = [...]string{
		c.Method, c.Tool, c.ErrorType, c.Operation, c.StatusCode, c.ProtocolVersion,
		c.Transport, c.NetworkProtocol, c.NetworkProtocolVersion, c.ServerAddress,
		c.Provider, c.RequestModel, c.ResponseModel, c.Agent, c.ToolType, c.Prompt, c.JSONRPCVersion, dialect,
		c.SessionEvidence, c.Workflow, c.Resource, c.ServerName, e.Detail, e.Severity,
	}
}

// factsOf collects them, a bit each.
func factsOf(e *Event, c *mcp.Call) facts {
	var sum facts
	for i, fact := range [...]bool{
		c.Usage.HasInput, c.Usage.HasOutput, c.Timed(), c.RequestSize > 0, c.ResponseSize > 0, c.Tallied,
		c.Usage.CacheRead > 0, c.Usage.CacheWrite > 0, c.Usage.Reasoning > 0, c.FirstChunk > 0,
		c.Accepted > 0, c.Declined > 0, c.Dismissed > 0, c.Repaired, c.Long, c.Result != "", e.Whole,
	} {
		if fact {
			sum |= 1 << i
		}
	}
	return sum
}

// equal compares what differs most between calls last, and texts one by one:
// most are absent, and the compiler's comparison would call out for each.
func (x *identity) equal(y *identity) bool {
	for i := range x.texts {
		if x.texts[i] != y.texts[i] {
			return false
		}
	}
	return x.resource == y.resource && x.port == y.port && x.what == y.what && x.kind == y.kind && x.role == y.role &&
		x.side == y.side && x.outcome == y.outcome && x.facts == y.facts
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
	sum := series.Mix(uint64(x.resource)<<32|uint64(x.kind)<<24|uint64(x.role)<<16|uint64(x.side)<<8|uint64(x.outcome),
		uint64(x.port)<<40|uint64(x.what)<<32|uint64(x.facts))
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
