package callmetrics

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

func TestWhatACallCosts(t *testing.T) {
	cached, stored := 0.5, 4.0
	prices := NewPrices(map[string]ModelPrice{
		"gpt-x":      {Input: 2, Output: 10},
		"gpt-x-mini": {Input: 1, Output: 5, CacheRead: &cached, CacheWrite: &stored},
		"gpt-*":      {Input: 20},
		"gpt-y*":     {Input: 30},
	}, map[string]float64{"search": 0.01})
	model := func(asked, answered string, u mcp.Usage) mcp.Call {
		return mcp.Call{Kind: mcp.KindInference, RequestModel: asked, ResponseModel: answered, Usage: u}
	}
	server := model("gpt-x", "", mcp.Usage{Input: 1e6})
	server.Side = mcp.SideServer
	for _, test := range []struct {
		name string
		call mcp.Call
		want float64
		ok   bool
	}{
		{"input and output", model("gpt-x", "", mcp.Usage{Input: 1000, Output: 100}), 0.003, true},
		{"the model that answered", model("gpt-x", "gpt-x-mini", mcp.Usage{Input: 1000}), 0.001, true},
		{"or the one that was asked", model("gpt-x", "unheard-of", mcp.Usage{Input: 1000}), 0.002, true},
		{"a name before patterns", model("gpt-x", "gpt-x-2026", mcp.Usage{Input: 1000}), 0.002, true},
		{"the longest pattern", model("gpt-y-2", "", mcp.Usage{Input: 1000}), 0.03, true},
		{"a shorter one", model("gpt-z", "", mcp.Usage{Input: 1000}), 0.02, true},
		{"cached tokens are part of the input", model("gpt-x-mini", "", mcp.Usage{Input: 1000, CacheRead: 600, CacheWrite: 200}), (200*1 + 600*0.5 + 200*4) / 1e6, true},
		{"without a price of their own they cost as much", model("gpt-x", "", mcp.Usage{Input: 1000, CacheRead: 600}), 0.002, true},
		{"more cached tokens than there are", model("gpt-x-mini", "", mcp.Usage{Input: 1, CacheRead: 1000}), 0.0005, true},
		{"no price", model("other", "", mcp.Usage{Input: 1000}), 0, false},
		{"no model", model("", "", mcp.Usage{Input: 1000}), 0, false},
		{"the model's server has no costs", server, 2, false},
		{"a tool", mcp.Call{Kind: mcp.KindToolCall, Tool: "search"}, 0.01, true},
		{"a tool without a price", mcp.Call{Kind: mcp.KindToolCall, Tool: "other"}, 0, false},
		{"a tool that asks for input has done nothing yet", mcp.Call{Kind: mcp.KindToolCall, Tool: "search", Outcome: mcp.OutcomeInputRequired}, 0, false},
		{"an agent repeats the sums of its calls", mcp.Call{Kind: mcp.KindAgent, RequestModel: "gpt-x", Usage: mcp.Usage{Input: 1000}}, 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			usd, _, ok := prices.Of(&test.call)
			assert.Equal(t, test.ok, ok)
			if ok {
				assert.InDelta(t, test.want, usd, 1e-12)
			}
		})
	}
}
