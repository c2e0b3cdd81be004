package dialect

import (
	"strings"

	"github.com/tidwall/gjson"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// answer is what a captured result says of how the call ended.
type answer struct {
	// isError is the member of a CallToolResult, as a boolean or as text, or the status
	// of a ToolMessage.
	isError bool
	// kind is resultType (2026-07-28): "complete", "input_required", "task".
	kind string
	// code is that of a JSON-RPC error captured in place of a result.
	code string
	// text is the message of the error, or the first content part's text of a
	// result that says isError.
	text string
}

// Values of resultType of results that do not end the call.
const (
	inputRequired = "input_required"
	taskCreated   = "task"
)

// answer reads the captured result. The conventions allow JSON text or a structure.
func (s *Span) answer() answer {
	v, ok := s.value(semconv.GenAIToolCallResult)
	switch {
	case !ok:
		return answer{}
	case v.Type() == pcommon.ValueTypeMap:
		return answerOfMap(v.Map())
	}
	return answerOfText(v.Str())
}

// answerOfText looks for the words first because it runs on every captured
// result, and most of them say nothing of the kind.
func answerOfText(text string) (a answer) {
	if !telling(text) {
		return a
	}
	result, ok := parse(text)
	if !ok || !result.IsObject() {
		return a
	}
	var failure gjson.Result
	result.ForEach(func(name, value gjson.Result) bool {
		switch name.Str { // of a member that occurs twice the last one counts, as in the SDKs
		case "isError":
			a.isError = value.Type == gjson.True || value.Str == "true"
		case "resultType":
			a.kind = value.Str
		case "error":
			failure = value
		}
		return true
	})
	switch {
	case a.isError:
		a.text = result.Get("content.0.text").String()
	case failure.IsObject() && result.Get("jsonrpc").Exists():
		a.code, a.text = scalar(failure.Get("code")), failure.Get("message").String()
	case mentionsToolMessage(text):
		a.text, a.isError = failedToolMessage(result)
	}
	return a
}

func answerOfMap(m pcommon.Map) (a answer) {
	if v, ok := m.Get("isError"); ok {
		a.isError = v.Type() == pcommon.ValueTypeBool && v.Bool() || v.Str() == "true"
	}
	if v, ok := m.Get("resultType"); ok {
		a.kind = v.Str()
	}
	if a.isError {
		a.text = firstText(m)
		return a
	}
	_, isMessage := m.Get("jsonrpc")
	if v, ok := m.Get("error"); ok && isMessage && v.Type() == pcommon.ValueTypeMap {
		a.code, a.text = memberText(v.Map(), "code"), memberText(v.Map(), "message")
	}
	return a
}

// firstText returns content[0].text of a structured result.
func firstText(result pcommon.Map) string {
	content, ok := result.Get("content")
	if !ok || content.Type() != pcommon.ValueTypeSlice || content.Slice().Len() == 0 {
		return ""
	}
	if part := content.Slice().At(0); part.Type() == pcommon.ValueTypeMap {
		return memberText(part.Map(), "text")
	}
	return ""
}

// memberText returns a text or a number as text.
func memberText(m pcommon.Map, key string) string {
	v, ok := m.Get(key)
	if !ok || v.Type() != pcommon.ValueTypeStr && v.Type() != pcommon.ValueTypeInt {
		return ""
	}
	return v.AsString()
}

// telling reports whether a text may say more of the call's end than that there
// was one. Most results begin with their content, which costs one search.
func telling(text string) bool {
	if len(text) > maxJSON || !strings.HasPrefix(text, "{") {
		return false
	}
	switch firstName(text) {
	case "jsonrpc", "id", "error": // the members that a JSON-RPC answer has
		return true
	case "content", "structuredContent":
		return mentionsError(text)
	case "output", "type":
		if mentionsToolMessage(text) {
			return true
		}
	}
	return mentionsError(text) || strings.Contains(text, `"resultType"`)
}

// tellsWhy reports whether a result may hold one of the texts by which servers tell
// of an unknown tool, refused arguments or a time-out, in the spellings that are
// in use: see mcp.Call.Classify.
func tellsWhy(text string) bool {
	// Searching is fast where the first letter is rare.
	return strings.Contains(text, `MCP error -`) || strings.Contains(text, `found"`) || strings.Contains(text, "validation error") ||
		strings.Contains(text, "known tool") || strings.Contains(text, "KNOWN TOOL") || strings.Contains(text, "known Tool")
}

// firstName returns the name of an object's first member, as it is written.
func firstName(text string) string {
	name, ok := strings.CutPrefix(skipSpace(text[1:]), `"`)
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, `"`)
	return name
}

// mentionsError reports whether the words "isError" and true stand together
// anywhere in the text, as a member would be written. It searches for the part of
// the name that begins with a rare letter: quotes are everywhere in JSON.
func mentionsError(text string) bool {
	const head, tail = `"is`, `Error"`
	for {
		at := strings.Index(text, tail)
		if at < 0 {
			return false
		}
		named := strings.HasSuffix(text[:at], head)
		text = text[at+len(tail):]
		value, ok := strings.CutPrefix(skipSpace(text), ":")
		value = strings.TrimPrefix(skipSpace(value), `"`)
		if named && ok && strings.HasPrefix(value, "true") {
			return true
		}
	}
}
