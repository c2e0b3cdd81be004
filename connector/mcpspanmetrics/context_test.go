package mcpspanmetrics

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// aResult is that of a tool call in a session.
func aResult() mcp.Call {
	return mcp.Call{Kind: mcp.KindToolCall, Role: mcp.RoleClient, Tool: "add", SessionID: "s", Result: "42"}
}

func TestAResultIsTheSameWhoeverHasTakenDigests(t *testing.T) {
	r := &results{seen: bounded.Recent{Expiry: resultsExpiry}}
	for _, scope := range []uint64{0, 7} {
		c := aResult()
		c.SessionScope = scope
		want := r.hash(&c)
		c.SessionDigest = series.Digest(c.SessionID)
		require.Equal(t, want, r.hash(&c))
		c.ToolDigest = series.Digest(c.Tool)
		require.Equal(t, want, r.hash(&c))
	}
}

func TestResultsAreToldApart(t *testing.T) {
	r := &results{seen: bounded.Recent{Expiry: resultsExpiry}}
	seen := map[uint64]string{}
	for what, change := range map[string]func(*mcp.Call){
		"as it is":             func(*mcp.Call) {},
		"role":                 func(c *mcp.Call) { c.Role = mcp.RoleServer },
		"tool":                 func(c *mcp.Call) { c.Tool = "sub" },
		"session":              func(c *mcp.Call) { c.SessionID = "t" },
		"session by its key":   func(c *mcp.Call) { c.SessionKey = "k" },
		"conversation":         func(c *mcp.Call) { c.SessionID, c.ConversationID = "", "c" },
		"whose session":        func(c *mcp.Call) { c.SessionScope = 7 },
		"tool and session":     func(c *mcp.Call) { c.Tool, c.SessionID = "s", "add" },
		"tool is the session":  func(c *mcp.Call) { c.Tool = "s" },
		"another is":           func(c *mcp.Call) { c.Tool, c.SessionID = "t", "t" },
		"result":               func(c *mcp.Call) { c.Result = "43" },
		"digest of the result": func(c *mcp.Call) { c.ResultDigest = "d" },
		"a long result":        func(c *mcp.Call) { c.Result = strings.Repeat("x", maxResultBytes) },
	} {
		c := aResult()
		change(&c)
		hash := r.hash(&c)
		require.NotZero(t, hash, what)
		require.Empty(t, seen[hash], what)
		seen[hash] = what
	}
}

// TestNothingMakesUpForTheLengthOfASession: digests of texts of different length that are folded alike differ
// by a number that is known.
func TestNothingMakesUpForTheLengthOfASession(t *testing.T) {
	r := &results{seen: bounded.Recent{Expiry: resultsExpiry}}
	for c := 'a'; c <= 'z'; c++ {
		hashes := map[uint64]bool{}
		for _, session := range []string{strings.Repeat(string(c), 2), strings.Repeat(string(c), 3)} {
			for role := mcp.RoleAgent; role <= mcp.RoleServer; role++ {
				for scope := range uint64(4) {
					call := aResult()
					call.SessionID, call.Role, call.SessionScope = session, role, scope
					hashes[r.hash(&call)] = true
				}
			}
		}
		require.Len(t, hashes, 2*4*int(mcp.RoleServer-mcp.RoleAgent+1))
	}
}

func TestResultsThatAreNotCompared(t *testing.T) {
	r := &results{seen: bounded.Recent{Expiry: resultsExpiry}}
	for what, change := range map[string]func(*mcp.Call){
		"no tool call":   func(c *mcp.Call) { c.Kind = mcp.KindRequest },
		"no session":     func(c *mcp.Call) { c.SessionID = "" },
		"no result":      func(c *mcp.Call) { c.Result = "" },
		"a large result": func(c *mcp.Call) { c.Result = strings.Repeat("x", maxResultBytes+1) },
	} {
		c := aResult()
		change(&c)
		require.Zero(t, r.hash(&c), what)
	}
	c := aResult()
	require.Zero(t, (*results)(nil).hash(&c))
}
