package mcpanomalyprocessor

import (
	"math/rand/v2"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
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
		if w, ok := definitionEvents[event.Name()]; ok {
			attrs := event.Attributes()
			to = append(to, anomaly.Definition{Kind: w.kind, Name: text(attrs, w.name), JSON: text(attrs, w.definition), Digest: text(attrs, w.digest)})
		}
	}
	return to
}

// definitionEvents are the events that hold a definition, and by what attributes.
var definitionEvents = map[string]struct{ kind, name, definition, digest string }{
	semconv.EventToolDefinition:   {anomaly.KindTool, semconv.GenAIToolName, semconv.MCPDefinition, semconv.MCPDefinitionDigest},
	semconv.EventPromptDefinition: {anomaly.KindPrompt, semconv.GenAIPromptName, semconv.MCPPromptDefinition, semconv.MCPPromptDefinitionDigest},
	semconv.EventResourceTemplate: {anomaly.KindResourceTemplate, semconv.MCPResourceTemplate, semconv.MCPTemplateDefinition, semconv.MCPTemplateDefinitionDigest},
}

// seen remembers some values that come again and again, by their hash.
type seen struct {
	secret uint64 // 0 is not made yet
	known  [256]uint64
}

// first reports whether a value was not seen lately. Another one may have taken its
// place, and then it is first again.
func (s *seen) first(v pcommon.Value) bool {
	for s.secret == 0 {
		s.secret = rand.Uint64()
	}
	hash := mixed(s.secret, v, maxNesting)
	slot := &s.known[hash%uint64(len(s.known))]
	if *slot == hash {
		return false
	}
	*slot = hash
	return true
}

// maxNesting is how deep values are looked at to tell them apart.
const maxNesting = 16

// mixed folds a value into a word, whatever it consists of.
func mixed(sum uint64, v pcommon.Value, deep int) uint64 {
	switch sum = series.Mix(sum, uint64(v.Type())+1); {
	case deep == 0:
	case v.Type() == pcommon.ValueTypeStr:
		sum = series.MixLong(sum, v.Str())
	case v.Type() == pcommon.ValueTypeInt:
		sum = series.Mix(sum, uint64(v.Int()))
	case v.Type() == pcommon.ValueTypeSlice:
		for _, element := range v.Slice().All() {
			sum = mixed(sum, element, deep-1)
		}
	case v.Type() == pcommon.ValueTypeMap:
		members := uint64(0) // in whatever order they come
		for key, member := range v.Map().All() {
			members += mixed(series.MixText(sum, key), member, deep-1)
		}
		sum = series.Mix(sum, members)
	}
	return sum
}
