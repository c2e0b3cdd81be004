package callmetrics

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// TestTokensAreRoundedUp holds tokens against what rounding up is.
func TestTokensAreRoundedUp(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for bytes := range 1000 {
		require.Equal(t, math.Ceil(float64(bytes)/4), tokensOf(float64(bytes)))
	}
	for range 100_000 {
		bytes := float64(r.Int64() >> r.IntN(63))
		require.Equal(t, math.Ceil(bytes/4), tokensOf(bytes))
	}
}

// TestEveryQuantityIsOne has a call and an event in which all numbers differ.
func TestEveryQuantityIsOne(t *testing.T) {
	call := &mcp.Call{
		Start: 1e9, End: 3e9, RequestSize: 3, ResponseSize: 4, ContentSize: 1001, Turns: 5, ToolCalls: 6, Inferences: 7, FirstChunk: 0.5,
		Accepted: 8, Declined: 9, Dismissed: 10, Usage: mcp.Usage{Input: 11, Output: 12, CacheRead: 13, CacheWrite: 14, Reasoning: 15},
	}
	event := &Event{Amount: 401}
	want := map[Quantity]float64{
		one: 1, seconds: 2, requestSize: 3, responseSize: 4, turnCount: 5, toolCallCount: 6, inferenceCount: 7, inputTokens: 11,
		outputTokens: 12, cacheRead: 13, cacheWrite: 14, reasoning: 15, firstChunk: 0.5, acceptedTimes: 8, declinedTimes: 9,
		dismissedTimes: 10, amount: 401, definitionTokens: 101, givenTokens: 251, givenSize: 1001,
	}
	for q, number := range want {
		require.Equal(t, number, q.of(call, event), "%d", q)
	}
	for i := range Rules {
		require.Contains(t, want, Rules[i].Value)
	}
}
