package exchange

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// params is what of a message's params means something here, lent.
type params struct {
	name, uri, arguments         jsonrpc.Raw
	inputResponses, requestState jsonrpc.Raw // 2026-07-28, basic/patterns/mrtr
	taskID, status               jsonrpc.Raw // tasks/…, notifications/tasks…
	progressToken                jsonrpc.Raw // notifications/progress
	requestID, reason            jsonrpc.Raw // notifications/cancelled
	level                        jsonrpc.Raw // notifications/message, logging/setLevel
	protocolVersion, clientInfo  jsonrpc.Raw // initialize
	meta                         meta
}

// meta is what of _meta means something here.
type meta struct {
	progressToken                                  jsonrpc.Raw
	protocolVersion, clientInfo, serverInfo        jsonrpc.Raw // 2026-07-28
	traceParent, traceState, baggage, subscription jsonrpc.Raw
}

func readParams(m *jsonrpc.Message) (p params) {
	for key, value := range m.ParamsMembers {
		if field := p.field(key.Name()); field != nil {
			*field = value
		} else if key.Is("_meta") {
			p.meta = readMeta(value)
		}
	}
	return p
}

func (p *params) field(name []byte) *jsonrpc.Raw {
	switch string(name) {
	case "name":
		return &p.name
	case "uri":
		return &p.uri
	case "arguments":
		return &p.arguments
	case "inputResponses":
		return &p.inputResponses
	case "requestState":
		return &p.requestState
	case "taskId":
		return &p.taskID
	case "status":
		return &p.status
	case "progressToken":
		return &p.progressToken
	case "requestId":
		return &p.requestID
	case "reason":
		return &p.reason
	case "level":
		return &p.level
	case "protocolVersion":
		return &p.protocolVersion
	case "clientInfo":
		return &p.clientInfo
	}
	return nil
}

// metaPrefix is that of the keys that 2026-07-28 reserves (basic, "_meta").
const metaPrefix = "io.modelcontextprotocol/"

func readMeta(r jsonrpc.Raw) (m meta) {
	for key, value := range r.Members {
		if field := m.field(key.Name()); field != nil {
			*field = value
		}
	}
	return m
}

func (m *meta) field(name []byte) *jsonrpc.Raw {
	switch string(name) {
	case "progressToken":
		return &m.progressToken
	case "traceparent":
		return &m.traceParent
	case "tracestate":
		return &m.traceState
	case "baggage":
		return &m.baggage
	case metaPrefix + "protocolVersion":
		return &m.protocolVersion
	case metaPrefix + "clientInfo":
		return &m.clientInfo
	case metaPrefix + "serverInfo":
		return &m.serverInfo
	case metaPrefix + "subscriptionId":
		return &m.subscription
	}
	return nil
}

// short returns a string's text, cut to [mcp.MaxText], without reading more of it
// than that can take.
func short(r jsonrpc.Raw) string {
	const escaped = len(`\u0000`)
	if len(r) <= mcp.MaxText {
		return r.Text()
	}
	return mcp.Cut(string(r.AppendText(nil, (mcp.MaxText+1)*escaped)))
}

// version returns text if it has the form of a revision, which is a date.
func version(text string) string {
	if len(text) != len("2026-07-28") {
		return ""
	}
	for i := range len(text) {
		digit := text[i]-'0' <= 9
		if hyphen := i == 4 || i == 7; hyphen != (text[i] == '-') || !hyphen && !digit {
			return ""
		}
	}
	return text
}
