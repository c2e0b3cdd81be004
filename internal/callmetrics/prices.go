package callmetrics

import (
	"cmp"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// ModelPrice is what a model's tokens cost, in USD for a million of them.
type ModelPrice struct {
	Input, Output float64
	// CacheRead and CacheWrite are for those input tokens that came from the cache or
	// went into it; nil is as much as other input.
	CacheRead, CacheWrite *float64
}

// Prices say what calls cost. A name of a model that ends in "*" stands for all that
// begin like it; of several the longest counts, and a whole name before all of them.
type Prices struct {
	models   map[string]ModelPrice
	prefixes []string // of models, the longest first
	tools    map[string]float64
}

// NewPrices returns prices by model and, in USD for a call, by tool.
func NewPrices(models map[string]ModelPrice, tools map[string]float64) *Prices {
	p := &Prices{models: models, tools: tools}
	for name := range models {
		if prefix, ok := strings.CutSuffix(name, "*"); ok {
			p.prefixes = append(p.prefixes, prefix)
		}
	}
	slices.SortFunc(p.prefixes, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	return p
}

// Of returns what a call cost in USD, and whether there is a price for it. Tokens cost
// where a model was called and nowhere else: agents repeat the sums of their calls. A tool
// costs once, however often it asks for input before it answers.
func (p *Prices) Of(c *mcp.Call) (usd float64, detail string, ok bool) {
	switch c.Kind {
	case mcp.KindInference:
		price, ok := p.model(c)
		return price.of(&c.Usage), DetailModel, ok && c.Side != mcp.SideServer
	case mcp.KindToolCall:
		usd, ok = p.tools[c.Tool]
		return usd, DetailTool, ok && c.Outcome != mcp.OutcomeInputRequired
	}
	return 0, "", false
}

// model is the price of the model that answered or, if that has none, was asked.
func (p *Prices) model(c *mcp.Call) (ModelPrice, bool) {
	if len(p.models) == 0 {
		return ModelPrice{}, false
	}
	for _, name := range [...]string{c.ResponseModel, c.RequestModel} {
		if price, ok := p.models[name]; ok && name != "" {
			return price, true
		}
	}
	for _, name := range [...]string{c.ResponseModel, c.RequestModel} {
		for _, prefix := range p.prefixes {
			if name != "" && strings.HasPrefix(name, prefix) {
				return p.models[prefix+"*"], true
			}
		}
	}
	return ModelPrice{}, false
}

// of adds up tokens. Cached ones are part of the input (conventions 2.4).
func (m *ModelPrice) of(u *mcp.Usage) float64 {
	read, write := m.Input, m.Input
	if m.CacheRead != nil {
		read = *m.CacheRead
	}
	if m.CacheWrite != nil {
		write = *m.CacheWrite
	}
	plain := max(0, u.Input-u.CacheRead-u.CacheWrite)
	const million = 1e6
	return (float64(plain)*m.Input + float64(u.CacheRead)*read + float64(u.CacheWrite)*write + float64(u.Output)*m.Output) / million
}
