package callmetrics

import "math"

// Quantity is a number that something has.
type Quantity struct{ of func(*Subject) float64 }

func quantity(of func(*Subject) float64) *Quantity { return &Quantity{of} }

// Of returns it; that of nil is 1.
func (q *Quantity) Of(c *Subject) float64 {
	if q == nil {
		return 1
	}
	return q.of(c)
}

// Quantities that rules observe. Those that observe the same one share it.
var (
	seconds          = quantity(func(c *Subject) float64 { return c.Duration().Seconds() })
	requestSize      = quantity(func(c *Subject) float64 { return float64(c.RequestSize) })
	responseSize     = quantity(func(c *Subject) float64 { return float64(c.ResponseSize) })
	turnCount        = quantity(func(c *Subject) float64 { return float64(c.Turns) })
	toolCallCount    = quantity(func(c *Subject) float64 { return float64(c.ToolCalls) })
	inferenceCount   = quantity(func(c *Subject) float64 { return float64(c.Inferences) })
	inputTokens      = quantity(func(c *Subject) float64 { return float64(c.Usage.Input) })
	outputTokens     = quantity(func(c *Subject) float64 { return float64(c.Usage.Output) })
	cacheRead        = quantity(func(c *Subject) float64 { return float64(c.Usage.CacheRead) })
	cacheWrite       = quantity(func(c *Subject) float64 { return float64(c.Usage.CacheWrite) })
	reasoning        = quantity(func(c *Subject) float64 { return float64(c.Usage.Reasoning) })
	firstChunk       = quantity(func(c *Subject) float64 { return c.FirstChunk })
	acceptedTimes    = quantity(func(c *Subject) float64 { return float64(c.Accepted) })
	declinedTimes    = quantity(func(c *Subject) float64 { return float64(c.Declined) })
	dismissedTimes   = quantity(func(c *Subject) float64 { return float64(c.Dismissed) })
	amount           = quantity(func(c *Subject) float64 { return c.Amount })
	definitionTokens = quantity(func(c *Subject) float64 { return tokensOf(c.Amount) })
	givenTokens      = quantity(func(c *Subject) float64 { return tokensOf(float64(c.GivenSize())) })
	givenSize        = quantity(func(c *Subject) float64 { return float64(c.GivenSize()) })
)

// bytesPerToken is how much English text and JSON come to one token on average, by the
// rule of thumb that providers give: four characters.
const bytesPerToken = 4

func tokensOf(bytes float64) float64 { return math.Ceil(bytes / bytesPerToken) }
