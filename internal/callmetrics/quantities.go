package callmetrics

import "github.com/otelcol-mcp/otelcol-mcp/internal/mcp"

// Quantity is a number that something has. The zero value is that it is one.
type Quantity uint8

// Quantities that rules observe.
const (
	one Quantity = iota
	seconds
	requestSize
	responseSize
	turnCount
	toolCallCount
	inferenceCount
	inputTokens
	outputTokens
	cacheRead
	cacheWrite
	reasoning
	firstChunk
	acceptedTimes
	declinedTimes
	dismissedTimes
	amount
	definitionTokens
	givenTokens
	givenSize
)

// of returns it.
func (q Quantity) of(c *mcp.Call, e *Event) float64 {
	switch q {
	case seconds:
		return c.Duration().Seconds()
	case requestSize:
		return float64(c.RequestSize)
	case responseSize:
		return float64(c.ResponseSize)
	case turnCount:
		return float64(c.Turns)
	case toolCallCount:
		return float64(c.ToolCalls)
	case inferenceCount:
		return float64(c.Inferences)
	case inputTokens:
		return float64(c.Usage.Input)
	case outputTokens:
		return float64(c.Usage.Output)
	case cacheRead:
		return float64(c.Usage.CacheRead)
	case cacheWrite:
		return float64(c.Usage.CacheWrite)
	case reasoning:
		return float64(c.Usage.Reasoning)
	case firstChunk:
		return c.FirstChunk
	case acceptedTimes:
		return float64(c.Accepted)
	case declinedTimes:
		return float64(c.Declined)
	case dismissedTimes:
		return float64(c.Dismissed)
	case amount:
		return e.Amount
	case definitionTokens:
		return tokensOf(e.Amount)
	case givenTokens:
		return tokensOf(float64(c.GivenSize()))
	case givenSize:
		return float64(c.GivenSize())
	}
	return 1
}

// bytesPerToken is how much English text and JSON come to one token on average, by the
// rule of thumb that providers give: four characters.
const bytesPerToken = 4

// tokensOf rounds up. That no function is called for it keeps a quantity cheap.
func tokensOf(bytes float64) float64 {
	tokens := bytes / bytesPerToken
	whole := float64(int64(tokens))
	if whole < tokens {
		whole++
	}
	return whole
}
