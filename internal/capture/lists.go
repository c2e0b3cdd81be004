package capture

import (
	"crypto/sha256"
	"encoding/hex"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// lists records what a server lists: how many there are and, of tools and resource
// templates, what they are.
func (r *Recorder) lists(span ptrace.Span, e *exchange.Exchange) {
	if e.Listed == nil {
		return
	}
	n := 0
	for range e.Listed.Elements {
		n++
	}
	span.Attributes().PutInt(semconv.MCPCapabilityCount, int64(n))
	r.tools(span, e)
	templates(span, e)
}

// tools records the tools that a server lists: an event each, with name, size and
// digest of the definition, by which a change of it is noticed. The digest is of the
// bytes as they were sent.
func (r *Recorder) tools(span ptrace.Span, e *exchange.Exchange) {
	n := 0
	for tool := range e.DeclaredTools() {
		if n++; n > maxTools {
			continue
		}
		event := span.Events().AppendEmpty()
		event.SetName(semconv.EventToolDefinition)
		event.SetTimestamp(span.EndTimestamp())
		attrs := event.Attributes()
		attrs.PutStr(semconv.GenAIToolName, mcp.Cut(tool.Name))
		attrs.PutInt(semconv.MCPDefinitionSize, int64(len(tool.Definition)))
		digest := sha256.Sum256(tool.Definition)
		attrs.PutStr(semconv.MCPDefinitionDigest, hex.EncodeToString(digest[:16]))
		if r.options.Definitions && len(tool.Definition) <= r.options.MaxContent {
			attrs.PutStr(semconv.MCPDefinition, string(tool.Definition))
		}
	}
	if n > 0 {
		span.Attributes().PutInt(semconv.MCPDefinitionCount, int64(n))
	}
}

// maxTemplates bounds the resource templates that are recorded of one list.
const maxTemplates = 100

// templates records the URI templates that a server lists.
func templates(span ptrace.Span, e *exchange.Exchange) {
	n := 0
	for text := range e.DeclaredTemplates() {
		if n++; n > maxTemplates {
			return
		}
		event := span.Events().AppendEmpty()
		event.SetName(semconv.EventResourceTemplate)
		event.SetTimestamp(span.EndTimestamp())
		event.Attributes().PutStr(semconv.MCPResourceTemplate, mcp.Cut(text))
	}
}
