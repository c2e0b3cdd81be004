package capture

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// Options say what is recorded of the traffic.
type Options struct {
	// Exchange and Session are the bounds of what is remembered.
	Exchange exchange.Options
	Session  session.Options

	// Arguments, Results and Definitions say whether content is recorded: of tool
	// calls, and of the tools that a server lists.
	Arguments, Results, Definitions bool
	// MaxContent is the length of one content in bytes of JSON beyond which it is
	// left out; its size is recorded all the same. Default 16 KiB.
	MaxContent int

	// Logs says whether notifications/message become log records.
	Logs bool

	// Process stands for a stdio process in whose pipes all messages pass; empty for
	// HTTP.
	Process string
	// Resource describes the server in what is recorded.
	Resource func(pcommon.Resource)
	// Scope and Version are those of the recorder.
	Scope, Version string
	// Random returns random bits, for span ids.
	Random func() uint64
}

const defaultMaxContent = 16 << 10

// maxDefinitions bounds the tools, and the prompts, that are recorded of one list.
const maxDefinitions = 1000

// withDefaults completes the options.
func (o Options) withDefaults() Options {
	if o.MaxContent <= 0 {
		o.MaxContent = defaultMaxContent
	}
	o.Exchange.MaxArguments = o.MaxContent
	if !o.Arguments {
		o.Exchange.MaxArguments = -1
	}
	return o
}

// ExpireEvery is how often [Recorder.Expire] is to be called.
const ExpireEvery = time.Second
