package callmetrics

import "github.com/otelcol-mcp/otelcol-mcp/internal/mcp"

// What says what has happened.
type What uint8

// What can happen. What it happened to is told by a call: where no span did, by one
// that has only the fields named here.
const (
	// Told is that a span has told of a call, session or turn.
	Told What = iota
	// Repeated is that a span has told of a call which another one had told already.
	Repeated
	// Passed is that a gateway has told a call which it had told from its other side: the
	// messages are others, the call is not.
	Passed
	// Completed is that a tool call is over that took several requests; the call is
	// the last of them and began with the first.
	Completed
	// SessionBegan and SessionEnded are those of sessions that were put together from
	// their calls; see [Recorder.Begin]. Of the end that a span has told, the call has no tally.
	SessionBegan
	SessionEnded
	// Defined is that a server has listed a tool; the amount is the definition's
	// length in bytes.
	Defined
	// Carried is that a definition has gone into a model's context; the amount is its
	// length in bytes.
	Carried
	// Offered is how many of what the detail says a server has, and Unused how many of
	// the tools it has declared nobody has called.
	Offered
	Unused
	// Charged is that something cost money; the detail is what for, the amount in USD.
	Charged
	// Found is a finding; the detail is its type, Severity its severity.
	Found
	// Redacted is that content was removed; the detail is its category, the amount how
	// often.
	Redacted
	// NumWhat is the number of things that can happen.
	NumWhat
)

// Event is something that has happened. The zero value is a span that told of a call.
type Event struct {
	What What
	// Whole says of a tool call that was told that it is one request and not a part of
	// several.
	Whole bool
	// Again says that its result is one that the tool had given the session before.
	Again    bool
	Detail   string
	Severity string
	Amount   float64
}

// Values of Event.Detail.
const (
	// DetailModel and DetailTool are what costs money.
	DetailModel = "model"
	DetailTool  = "tool"
	// DetailTools to DetailResourceTemplates are what a server offers.
	DetailTools             = "tools"
	DetailPrompts           = "prompts"
	DetailResources         = "resources"
	DetailResourceTemplates = "resource_templates"
)

// Subject is what conditions, values and labels are read from: something that has
// happened, and to what.
type Subject struct {
	*mcp.Call
	Event
}
