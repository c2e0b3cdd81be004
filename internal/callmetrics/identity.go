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

// secrets are what the hashes of an identity begin with: that of what is no text, then one
// for each text, then one for all extra labels.
var secrets = func() (all [1 + maxTexts + 1]uint64) {
	for i := range all {
		all[i] = rand.Uint64()
	}
	return all
}()

const maxTexts = 24

// identify returns the identity of something that happened to a call. It is a sum of
// hashes with secrets of their own, none of which waits for another.
func identify(id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value) identity {
	sum := series.Mix(secrets[0]^uint64(id)<<32^uint64(e.What)<<24^uint64(factsOf(e, c)),
		uint64(c.ServerPort)<<32^uint64(c.Kind)<<24^uint64(c.Role)<<16^uint64(c.Side)<<8^uint64(c.Outcome))
	sum += mixed(1, c.Method) + mixed(2, c.Tool) + mixed(3, c.ErrorType) + mixed(4, c.Operation) +
		mixed(5, c.StatusCode) + mixed(6, c.ProtocolVersion) + mixed(7, c.Transport) + mixed(8, c.NetworkProtocol) +
		mixed(9, c.NetworkProtocolVersion) + mixed(10, c.ServerAddress) + mixed(11, c.Provider) +
		mixed(12, c.RequestModel) + mixed(13, c.ResponseModel) + mixed(14, c.Agent) + mixed(15, c.ToolType) +
		mixed(16, c.Prompt) + mixed(17, c.JSONRPCVersion) + mixed(18, c.SessionEvidence) + mixed(19, c.Workflow) +
		mixed(20, c.Resource) + mixed(21, c.ServerName) + mixed(22, e.Detail) + mixed(23, e.Severity)
	if c.Duplicate || c.Repaired {
		sum += mixed(24, c.Dialect) // for others it is no label
	}
	for i := range extra {
		sum += mixValue(series.Mix(secrets[1+maxTexts], uint64(i)), &extra[i])
	}
	return identity(sum)
}

// mixed is the hash of a text; 0 of none.
func mixed(secret int, text string) uint64 {
	if text == "" {
		return 0
	}
	return series.MixText(secrets[secret], text)
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
	return fact(0, c.Usage.HasInput) | fact(1, c.Usage.HasOutput) | fact(2, c.Timed()) |
		fact(3, c.RequestSize > 0) | fact(4, c.ResponseSize > 0) | fact(5, c.Tallied) |
		fact(6, c.Usage.CacheRead > 0) | fact(7, c.Usage.CacheWrite > 0) | fact(8, c.Usage.Reasoning > 0) |
		fact(9, c.FirstChunk > 0) | fact(10, c.Accepted > 0) | fact(11, c.Declined > 0) | fact(12, c.Dismissed > 0) |
		fact(13, c.Repaired) | fact(14, c.Long) | fact(15, c.ContentSize|int64(len(c.Result)) > 0) | fact(16, e.Whole) | fact(17, e.Again)
}

// fact is a bit; the compiler makes no branch of it.
func fact(bit int, is bool) facts {
	var sum facts
	if is {
		sum = 1
	}
	return sum << bit
}
