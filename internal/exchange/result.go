package exchange

import "github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"

// result is what of a result means something here, lent.
type result struct {
	isError                     bool
	content                     jsonrpc.Raw
	structured                  jsonrpc.Raw // structuredContent
	toolResult                  jsonrpc.Raw // 2024-10-07: {content, isError}, or anything
	resultType, requestState    jsonrpc.Raw
	task                        jsonrpc.Raw // 2025-11-25: {taskId, status, …}
	taskID, status              jsonrpc.Raw
	inner, innerError           jsonrpc.Raw // tasks/get, tasks extension
	listed, capabilities        jsonrpc.Raw
	serverInfo, protocolVersion jsonrpc.Raw
	action                      jsonrpc.Raw
	metaServerInfo              jsonrpc.Raw
}

// readResult looks at the members of a result. Of one that was cut, the members at the
// end count as well.
func readResult(m *jsonrpc.Message) (r result) {
	for key, value := range m.ResultMembers {
		r.set(key.Name(), value)
	}
	if r.content == nil && r.toolResult != nil {
		r.isError, r.content = r.isError || r.toolResult.Member("isError").IsTrue(), r.toolResult.Member("content")
	}
	if m.Partial {
		jsonrpc.EndMembers(m.End, func(key, value jsonrpc.Raw) {
			if key.Is("isError") {
				r.isError = value.IsTrue()
			}
		})
	}
	return r
}

func (r *result) set(name []byte, value jsonrpc.Raw) {
	switch string(name) {
	case "isError":
		r.isError = value.IsTrue()
	case "_meta":
		r.metaServerInfo = readMeta(value).serverInfo
	default:
		if field := r.field(name); field != nil {
			*field = value
		}
	}
}

func (r *result) field(name []byte) *jsonrpc.Raw {
	switch string(name) {
	case "content":
		return &r.content
	case "structuredContent":
		return &r.structured
	case "toolResult":
		return &r.toolResult
	case "resultType":
		return &r.resultType
	case "requestState":
		return &r.requestState
	case "task":
		return &r.task
	case "taskId":
		return &r.taskID
	case "status":
		return &r.status
	case "result":
		return &r.inner
	case "error":
		return &r.innerError
	case "tools", "prompts", "resources", "resourceTemplates":
		return &r.listed
	case "capabilities":
		return &r.capabilities
	case "serverInfo":
		return &r.serverInfo
	case "protocolVersion":
		return &r.protocolVersion
	case "action":
		return &r.action
	}
	return nil
}

// contentSize is how many bytes the result of a tool holds for a model. Clients hand on the content;
// structured content is for programs, unless there is nothing else.
func (r *result) contentSize() int64 {
	for _, part := range []jsonrpc.Raw{r.content, r.structured, r.toolResult} {
		if len(part) > len("[]") {
			return int64(len(part))
		}
	}
	return 0
}

// text returns the text of the first content block that has one.
func (r *result) text() jsonrpc.Raw {
	for block := range r.content.Elements {
		if text := block.Member("text"); text.IsString() {
			return text
		}
	}
	return nil
}
