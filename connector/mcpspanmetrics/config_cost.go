package mcpspanmetrics

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
)

// CostConfig are prices.
type CostConfig struct {
	// Models are prices by gen_ai.response.model or gen_ai.request.model; a name that
	// ends in "*" stands for all that begin like it. Default none.
	Models map[string]ModelPrice `mapstructure:"models"`
	// Tools are prices of one call, in USD, by gen_ai.tool.name. Default none.
	Tools map[string]float64 `mapstructure:"tools"`
}

// ModelPrice is what tokens cost, in USD for a million of them.
type ModelPrice struct {
	// Input and Output are for tokens of requests and answers. Default 0.
	Input  float64 `mapstructure:"input"`
	Output float64 `mapstructure:"output"`
	// CacheRead and CacheWrite are for input tokens that came from the provider's
	// cache or went into it. Default as other input.
	CacheRead  *float64 `mapstructure:"cache_read"`
	CacheWrite *float64 `mapstructure:"cache_write"`
}

// Validate checks that prices are prices.
func (c *CostConfig) Validate() error {
	for _, name := range slices.Sorted(maps.Keys(c.Tools)) {
		if name == "" {
			return errors.New("tools: names must not be empty")
		}
		if err := validPrice(fmt.Sprintf("tools::%s", name), c.Tools[name]); err != nil {
			return err
		}
	}
	for name := range c.Models {
		if name == "" || strings.Contains(strings.TrimSuffix(name, "*"), "*") {
			return fmt.Errorf(`models::%s: a name must not be empty and may have "*" at its end only`, name)
		}
	}
	return nil
}

// Validate checks that prices are prices.
func (m *ModelPrice) Validate() error {
	for _, one := range []struct {
		key   string
		price *float64
	}{{"input", &m.Input}, {"output", &m.Output}, {"cache_read", m.CacheRead}, {"cache_write", m.CacheWrite}} {
		if one.price != nil {
			if err := validPrice(one.key, *one.price); err != nil {
				return err
			}
		}
	}
	return nil
}

func validPrice(key string, usd float64) error {
	if usd < 0 || math.IsNaN(usd) || math.IsInf(usd, 0) {
		return fmt.Errorf("%s: must be a price in USD that is not negative, got %v", key, usd)
	}
	return nil
}

// prices are nil without any.
func (c *CostConfig) prices() *callmetrics.Prices {
	if len(c.Models) == 0 && len(c.Tools) == 0 {
		return nil
	}
	models := make(map[string]callmetrics.ModelPrice, len(c.Models))
	for name, price := range c.Models {
		models[name] = callmetrics.ModelPrice(price)
	}
	return callmetrics.NewPrices(models, c.Tools)
}
