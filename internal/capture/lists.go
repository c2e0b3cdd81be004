package capture

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// lists records what a server lists: how many there are and, of tools, prompts and resource
// templates, an event each, with name, size and digest of the definition, by which a change
// of it is noticed. The digest is of the bytes as they were sent.
func (r *Recorder) lists(span ptrace.Span, e *exchange.Exchange) {
	if e.Listed == nil {
		return
	}
	n := 0
	for range e.Listed.Elements {
		n++
	}
	span.Attributes().PutInt(semconv.MCPCapabilityCount, int64(n))
	if tools := r.definitions(span, e.DeclaredTools(), &ofTool); tools > 0 {
		span.Attributes().PutInt(semconv.MCPDefinitionCount, int64(tools))
	}
	r.definitions(span, e.DeclaredPrompts(), &ofPrompt)
	r.definitions(span, e.DeclaredTemplates(), &ofTemplate)
}

// words are what the event of a definition and its attributes are called.
type words struct {
	event, name, size, digest, definition string
	max                                   int // of one list
}

var (
	ofTool = words{
		semconv.EventToolDefinition, semconv.GenAIToolName,
		semconv.MCPDefinitionSize, semconv.MCPDefinitionDigest, semconv.MCPDefinition, maxDefinitions,
	}
	ofPrompt = words{
		semconv.EventPromptDefinition, semconv.GenAIPromptName,
		semconv.MCPPromptDefinitionSize, semconv.MCPPromptDefinitionDigest, semconv.MCPPromptDefinition, maxDefinitions,
	}
	ofTemplate = words{
		semconv.EventResourceTemplate, semconv.MCPResourceTemplate,
		semconv.MCPTemplateDefinitionSize, semconv.MCPTemplateDefinitionDigest, semconv.MCPTemplateDefinition, maxTemplates,
	}
)

// maxTemplates bounds the resource templates that are recorded of one list.
const maxTemplates = 100

// definitions records what was listed, and returns how many there are.
func (r *Recorder) definitions(span ptrace.Span, listed iter.Seq[exchange.Declared], as *words) (n int) {
	for one := range listed {
		if n++; n > as.max || one.Name == "" && as != &ofTool {
			continue
		}
		event := span.Events().AppendEmpty()
		event.SetName(as.event)
		event.SetTimestamp(span.EndTimestamp())
		attrs := event.Attributes()
		attrs.PutStr(as.name, mcp.Cut(one.Name))
		attrs.PutInt(as.size, int64(len(one.Definition)))
		digest := sha256.Sum256(one.Definition)
		attrs.PutStr(as.digest, hex.EncodeToString(digest[:16]))
		if r.options.Definitions && len(one.Definition) <= r.options.MaxContent {
			attrs.PutStr(as.definition, string(one.Definition))
		}
	}
	return n
}
