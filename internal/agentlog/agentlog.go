package agentlog

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// cli is what one coding CLI writes into its log records.
type cli struct {
	// name is part of derived ids and never changes.
	name string
	// prefix is what its event names begin with.
	prefix string
	// scope is the instrumentation scope of a CLI whose event names lack the
	// prefix; its bodies are then the event names with the prefix.
	scope string
	// conversation and turn are the keys of those ids.
	conversation, turn string
	// events are the events that tell of calls, by name without prefix.
	events map[string]*event
}

// event says which attributes of a record are what of a call. Where several keys
// are listed the first that has a value counts.
type event struct {
	// operation is execute_tool or chat.
	operation string
	// is says which records of the event tell of a call; nil is all.
	is func(*record) bool

	target []string // tool name or model
	server []string // MCP server's name
	callID string   // gen_ai.tool.call.id
	// requestID is an id of the call that the conventions have no name for; it
	// makes derived ids only.
	requestID string

	arguments, result string

	// input and output are added up: the conventions count all tokens, CLIs some
	// of them apart.
	input, output []string

	// failed says that the event itself tells of a failure.
	failed bool
	// errorType is the kind of failure, code the HTTP status of one that has no
	// kind, and message its text.
	errorType, code, message []string

	// fix does what tables cannot, before the rest.
	fix func(*record)
}

// Keys that all CLIs have in common.
const (
	eventName      = "event.name"
	eventTimestamp = "event.timestamp" // RFC 3339
	eventSequence  = "event.sequence"
	success        = "success"
	duration       = "duration_ms"
)

var clis = []*cli{&claudeCode, &codex, &geminiCLI}

// Decode fills c from a log record and reports whether the record tells of a
// call. The scope is the name of the record's instrumentation scope. The record
// is not changed, and c is reset first.
//
// Decode never fails: a value that cannot be read is ignored and counted in
// c.Odd. A call has an end, and a start of its own if the record has a duration.
// Every text of the call is valid UTF-8.
func Decode(scope string, r plog.LogRecord, c *mcp.Call) bool {
	c.Reset()
	from, name, e := find(scope, r)
	if e == nil {
		return false
	}
	d := record{cli: from, event: e, name: name, attrs: r.Attributes(), call: c}
	if e.is != nil && !e.is(&d) {
		c.Reset()
		return false
	}
	c.FromLog = true
	d.what()
	d.times(r)
	d.usage()
	d.ending()
	d.dropBadText()
	d.identity(r)
	return true
}

// find returns the event that a record is, or nil if it tells of no call.
func find(scope string, r plog.LogRecord) (from *cli, name string, e *event) {
	named := r.EventName()
	if v, ok := r.Attributes().Get(eventName); ok && v.Str() != "" {
		named = v.Str()
	}
	body := r.Body().Str()
	for _, from := range clis {
		if name, ok := from.eventOf(scope, named, body); ok {
			return from, name, from.events[name]
		}
	}
	return nil, "", nil
}

// eventOf returns the name without prefix of an event of this CLI. A name that
// has no prefix needs other evidence: the same words mean other things elsewhere.
func (c *cli) eventOf(scope, named, body string) (string, bool) {
	if name, ok := strings.CutPrefix(named, c.prefix); ok {
		return name, true
	}
	if c.scope == "" {
		return "", false
	}
	if name, ok := strings.CutPrefix(body, c.prefix); ok {
		return name, true
	}
	return named, scope == c.scope
}

// record is one log record while it is read.
type record struct {
	*cli
	*event
	name  string
	attrs pcommon.Map
	call  *mcp.Call
}

// what says which operation the call is, and of what.
func (d *record) what() {
	c := d.call
	c.Operation = d.operation
	c.ConversationID = d.text(d.conversation)
	if d.operation == semconv.OperationChat {
		c.Kind, c.Side = mcp.KindInference, mcp.SideClient
		c.RequestModel = d.text(d.target...)
		return
	}
	c.Kind, c.Role = mcp.KindToolCall, mcp.RoleAgent
	c.ServerName = d.text(d.server...)
	c.Tool = d.text(d.target...)
	c.ToolCallID = d.text(d.callID)
	c.Arguments = d.content(d.arguments)
	c.Result = d.content(d.result)
	if d.fix != nil {
		d.fix(d)
	}
}

func (d *record) usage() {
	u := &d.call.Usage
	u.Input, u.HasInput = d.sum(d.input)
	u.Output, u.HasOutput = d.sum(d.output)
}

// ending says how the call ended. A stated success decides; where nothing is
// stated, an error is a failure. Of a tool call without either the outcome stays
// unknown.
func (d *record) ending() {
	c := d.call
	succeeded, stated := d.flag(success)
	errorType, message := d.text(d.errorType...), d.text(d.message...)
	switch {
	case d.failed, stated && !succeeded, !stated && errorType+message != "":
		c.ErrorType, c.StatusMessage = errorType, message
		if c.ErrorType == "" {
			c.ErrorType = d.status()
		}
	case !stated && d.operation != semconv.OperationChat:
		return
	}
	c.Outcome = c.Classify()
}

// status is the error type of a failure that the CLI has no word for: the HTTP
// status where it is one of an error.
func (d *record) status() string {
	if code, ok := d.count(d.code...); ok && code >= 400 && code < 600 {
		return decimal(code)
	}
	return semconv.Other
}
