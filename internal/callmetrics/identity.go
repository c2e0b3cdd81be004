package callmetrics

import (
	"math"
	"math/rand/v2"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// identity is a hash of everything of a call that labels and conditions read, and of
// nothing else: calls with equal identities make observations in the same series. A
// label that reads a field which is not here would merge series; a test keeps the two
// together. Nobody knows what it begins with, so nobody can choose what collides; that
// a call is taken for one of the few that it is compared with has a chance of one in
// 2^62.
type identity uint64

// secret is what identities begin with.
var secret = rand.Uint64()

// identify returns the identity of something that happened to a call.
func identify(id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value) identity {
	sum := series.Mix(secret^uint64(id)<<32^uint64(e.What)<<24^uint64(factsOf(e, c)),
		uint64(c.ServerPort)<<32^uint64(c.Kind)<<24^uint64(c.Role)<<16^uint64(c.Side)<<8^uint64(c.Outcome))
	dialect := ""
	if c.Duplicate || c.Repaired {
		dialect = c.Dialect // for others it is no label
	}
	for i, text := range [...]string{
		c.Method, c.Tool, c.ErrorType, c.Operation, c.StatusCode, c.ProtocolVersion,
		c.Transport, c.NetworkProtocol, c.NetworkProtocolVersion, c.ServerAddress,
		c.Provider, c.RequestModel, c.ResponseModel, c.Agent, c.ToolType, c.Prompt, c.JSONRPCVersion, dialect,
		c.SessionEvidence, c.Workflow, c.Resource, c.ServerName, e.Detail, e.Severity,
	} {
		if text != "" {
			sum = series.MixText(sum+uint64(i), text)
		}
	}
	for i := range extra {
		sum = mixValue(sum+uint64(i), &extra[i])
	}
	return identity(sum)
}

func mixValue(sum uint64, v *series.Value) uint64 {
	sum = series.Mix(sum, uint64(v.Kind))
	switch v.Kind {
	case series.StringKind:
		return series.MixText(sum, v.Str())
	case series.IntKind:
		return series.Mix(sum, uint64(v.Int()))
	case series.DoubleKind:
		return series.Mix(sum, math.Float64bits(v.Double()))
	case series.BoolKind:
		if v.Bool() {
			return series.Mix(sum, 1)
		}
	}
	return sum
}

// facts are what conditions ask that is yes or no, a bit each.
type facts uint32

func factsOf(e *Event, c *mcp.Call) facts {
	var sum facts
	for i, fact := range [...]bool{
		c.Usage.HasInput, c.Usage.HasOutput, c.Timed(), c.RequestSize > 0, c.ResponseSize > 0, c.Tallied,
		c.Usage.CacheRead > 0, c.Usage.CacheWrite > 0, c.Usage.Reasoning > 0, c.FirstChunk > 0,
		c.Accepted > 0, c.Declined > 0, c.Dismissed > 0, c.Repaired, c.Long, c.Result != "", e.Whole, e.Again,
	} {
		if fact {
			sum |= 1 << i
		}
	}
	return sum
}
