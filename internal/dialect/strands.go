package dialect

import (
	"unicode/utf8"

	"github.com/tidwall/gjson"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// strands is strands-agents/sdk-python v1.40.0 to v1.62.0. It speaks the conventions with
// old names of usage. Arguments and results are in span events, which stay:
// their content is copied to attributes where there is one such event.
var strands = &Dialect{
	Name:     "strands",
	Scopes:   []string{"strands-agents", "strands.telemetry.tracer"},
	Markers:  []string{"gen_ai.event.start_time", "event_loop.cycle_id"},
	Reads:    []string{"gen_ai.tool.status"},
	Identify: strandsIdentify,
	Fix:      strandsFix,
	Aliases:  []Alias{{From: "session.id", To: semconv.GenAIConversationID, Keep: true}},
}

// strandsCycle names one round of model and tools, in v1.62.0 as its operation, too.
const strandsCycle = "execute_event_loop_cycle"

func strandsIdentify(s *Span) {
	switch {
	case s.Text(semconv.GenAIOperationName) == strandsCycle:
		s.drop(semconv.GenAIOperationName)
		s.state(mcp.KindTurn)
	case s.Name() == strandsCycle && !s.identified():
		s.state(mcp.KindTurn)
	}
}

func strandsFix(s *Span) {
	if s.Text(semconv.GenAIOperationName) != semconv.OperationExecuteTool {
		return
	}
	s.Put(semconv.GenAIToolCallArguments, firstNonEmpty(
		strandsEvent(s, "gen_ai.tool.message", "content"),
		strandsPart(strandsEvent(s, strandsDetails, "gen_ai.input.messages"), "arguments"),
	))
	result := firstNonEmpty(
		strandsEvent(s, "gen_ai.choice", "message"),
		strandsPart(strandsEvent(s, strandsDetails, "gen_ai.output.messages"), "response"),
	)
	s.Put(semconv.GenAIToolCallResult, result)
	switch s.Text("gen_ai.tool.status") {
	case "error":
		s.fail()
		content, _ := parse(result)
		s.outcomeFromText(content.Get("0.text").String())
		s.drop("gen_ai.tool.status")
	case "success":
		s.drop("gen_ai.tool.status")
	}
}

// strandsDetails is the event of versions that follow the conventions' newest
// state.
const strandsDetails = "gen_ai.client.inference.operation.details"

// strandsEvent returns the text of an attribute that exactly one event of the
// name has.
func strandsEvent(s *Span, name, key string) string {
	text, found := "", 0
	for _, event := range s.Events().All() {
		if event.Name() != name {
			continue
		}
		if v, ok := event.Attributes().Get(key); ok && v.Type() == pcommon.ValueTypeStr && utf8.ValidString(v.Str()) {
			text = v.Str()
			found++
		}
	}
	if found != 1 {
		return ""
	}
	return text
}

// strandsPart returns a member of the only part of the only message.
func strandsPart(messages, member string) string {
	list, _ := parse(messages)
	if list.Get("#").Int() != 1 || list.Get("0.parts.#").Int() != 1 {
		return ""
	}
	part := list.Get("0.parts.0." + member)
	if part.Type == gjson.String {
		return part.Str
	}
	return part.Raw
}
