package dialect

import (
	"strings"

	"github.com/tidwall/gjson"
)

// mentionsToolMessage reports whether a text may be a ToolMessage of LangChain's. Its
// tracers begin the result with one of two members, which no result of MCP has first.
func mentionsToolMessage(text string) bool {
	return strings.Contains(text, `"tool_call_id"`) && (strings.Contains(text, `"error"`) || strings.Contains(text, `\"stack\"`))
}

// toolMessagePaths are where tracers put the message: LangSmith's, OpenInference's,
// and OpenLLMetry's, which serialises the object as LangChain does.
var toolMessagePaths = [...]string{"output", "data", "output.kwargs"}

// caughtFailure returns the details of an exception that mcp-use has caught and tells the
// model as JSON, for each isError and each call that was not answered.
func caughtFailure(content string) (details string, failed bool) {
	if !strings.Contains(content, `"stack"`) {
		return "", false
	}
	m, _ := parse(content)
	if m.Get("error").Type != gjson.String || m.Get("details").Type != gjson.String ||
		!strings.HasPrefix(m.Get("stack").Str, "Traceback (most recent call last)") {
		return "", false
	}
	return m.Get("details").Str, true
}

// failedToolMessage returns the content of a ToolMessage that says that the tool has
// failed. It is made where the agent goes on after a failure, as it does after every
// isError of langchain-mcp-adapters, and no tracer makes a failed span of it.
func failedToolMessage(result gjson.Result) (text string, failed bool) {
	for _, path := range toolMessagePaths {
		m := result.Get(path)
		if m.Get("type").Str != "tool" || !m.Get("tool_call_id").Exists() {
			continue
		}
		if text, failed := caughtFailure(m.Get("content").Str); failed {
			return text, true
		}
		if m.Get("status").Str != "error" {
			continue
		}
		if content := m.Get("content"); content.Type == gjson.String {
			return content.Str, true
		}
		return m.Get("content.0.text").String(), true
	}
	return "", false
}

// textIn returns the first text of MCP content in the way that Python writes objects:
// [TextContent(type='text', text='…', annotations=None)].
func textIn(content string) string {
	_, text, _ := strings.Cut(content, "text=")
	if text == "" {
		return ""
	}
	text, _, _ = strings.Cut(text[1:], text[:1]+", ") // in quotes of either kind
	return text
}
