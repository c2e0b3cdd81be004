package mcpanomalyprocessor

import (
	"hash/maphash"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// maxDefinitions bounds those that are read of one list.
const maxDefinitions = 1000

// definitions appends what a span says that its server has listed.
func definitions(to []anomaly.Definition, c *mcp.Call, span ptrace.Span) []anomaly.Definition {
	if c.Kind != mcp.KindRequest {
		return to
	}
	for _, event := range span.Events().All() {
		if len(to) == maxDefinitions {
			break
		}
		attrs := event.Attributes()
		switch event.Name() {
		case semconv.EventToolDefinition:
			to = append(to, anomaly.Definition{
				Kind: anomaly.KindTool, Name: text(attrs, semconv.GenAIToolName),
				JSON: text(attrs, semconv.MCPDefinition), Digest: text(attrs, semconv.MCPDefinitionDigest),
			})
		case semconv.EventResourceTemplate:
			template := text(attrs, semconv.MCPResourceTemplate)
			to = append(to, anomaly.Definition{Kind: anomaly.KindResourceTemplate, Name: template})
		}
	}
	return to
}

// seen remembers some texts that came again and again, by their hash.
type seen struct {
	seed  maphash.Seed
	known [256]uint64
	begun bool
}

// first reports whether a text was not seen lately. Another one may have taken its
// place, and then it is first again.
func (s *seen) first(text string) bool {
	if !s.begun {
		s.seed, s.begun = maphash.MakeSeed(), true
	}
	hash := maphash.String(s.seed, text)
	slot := &s.known[hash%uint64(len(s.known))]
	if *slot == hash {
		return false
	}
	*slot = hash
	return true
}
