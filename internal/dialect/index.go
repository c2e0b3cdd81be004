package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// clientAddress exists on receivers' spans only (conventions 1.2).
const clientAddress = "client.address"

// conventional are the convention keys that translation looks at; their
// presence stops an alias from overwriting them.
var conventional = []string{
	semconv.MCPMethodName, semconv.MCPSessionID, semconv.MCPProtocolVersion, semconv.MCPResourceURI,
	semconv.JSONRPCRequestID, semconv.JSONRPCVersion, semconv.RPCResponseStatusCode, semconv.RPCStatusCode,
	semconv.ErrorType, semconv.NetworkTransport, semconv.NetworkProtocolName, semconv.UserID,
	semconv.GenAIOperationName, semconv.GenAIProviderName, semconv.GenAIConversationID,
	semconv.GenAIAgentName, semconv.GenAIWorkflowName, semconv.GenAIPromptName,
	semconv.GenAIToolName, semconv.GenAIToolType, semconv.GenAIToolCallID,
	semconv.GenAIToolCallArguments, semconv.GenAIToolCallResult,
	semconv.GenAIRequestModel, semconv.GenAIRequestSeed, semconv.GenAIResponseModel, semconv.GenAIOutputType,
	semconv.GenAIUsageInputTokens, semconv.GenAIUsageOutputTokens, semconv.GenAIUsageCacheReadTokens,
	semconv.GenAIUsageCacheWriteTokens, semconv.GenAIUsageReasoningTokens,
	semconv.OpenAIRequestServiceTier, semconv.OpenAIResponseServiceTier, semconv.OpenAIResponseFingerprint,
	semconv.MCPSpanType, semconv.MCPCallRole, semconv.MCPCallOutcome, semconv.MCPServerName,
	semconv.MCPClientName, semconv.MCPStatusRepaired, semconv.MCPCost, clientAddress,
}

// index finds the keys that some dialect knows.
type index struct {
	keys     map[string]markers
	prefixes [256][]prefix // by first byte
	// lengths is a filter in front of keys: bit b of lengths[n] says that some
	// key of n bytes starts with a byte whose low five bits are b.
	lengths [maxKey]uint32

	scopes        map[string]*Dialect
	scopePrefixes []scopePrefix
}

// maxKey bounds the length of keys looked up; longer keys are not ours.
const maxKey = 64

// markers is a set of dialects, by position in all.
type markers uint64

// legacyGenAI marks old GenAI names: they belong to no dialect, but prove that
// a span is GenAI telemetry.
const legacyGenAI markers = 1 << 63

type prefix struct {
	text    string
	markers markers
}

type scopePrefix struct {
	text    string
	dialect *Dialect
}

func newIndex(dialects []*Dialect) index {
	x := index{keys: map[string]markers{}, scopes: map[string]*Dialect{}}
	for _, key := range conventional {
		x.add(key, 0)
	}
	for _, a := range legacy {
		var mark markers
		if strings.HasPrefix(a.From, "gen_ai.") {
			mark = legacyGenAI
		}
		x.add(a.From, mark)
	}
	for i, d := range dialects {
		x.addDialect(d, 1<<i)
	}
	x.addDialect(generic, 0)
	return x
}

func (x *index) addDialect(d *Dialect, mark markers) {
	for _, scope := range d.Scopes {
		if head, ok := strings.CutSuffix(scope, "*"); ok {
			x.scopePrefixes = append(x.scopePrefixes, scopePrefix{head, d})
		} else {
			x.scopes[scope] = d
		}
	}
	for _, key := range d.Markers {
		x.add(key, mark)
	}
	for _, key := range d.Reads {
		x.add(key, 0)
	}
	for _, key := range d.Drops {
		x.add(key, 0)
	}
	for _, a := range d.Aliases {
		x.add(a.From, 0)
	}
}

func (x *index) add(key string, mark markers) {
	if head, ok := strings.CutSuffix(key, "*"); ok {
		x.prefixes[head[0]] = append(x.prefixes[head[0]], prefix{head, mark})
		return
	}
	x.keys[key] |= mark
	x.lengths[len(key)] |= 1 << (key[0] & 31)
}

// scan notes every attribute of the span that some dialect knows. It is the one
// pass that spans which need nothing pay for.
func (x *index) scan(s *Span) {
	for key, v := range s.attrs.All() {
		mark, ok := x.lookup(key)
		if ok {
			s.found = append(s.found, attribute{key, v})
			s.markers |= mark
		}
	}
}

func (x *index) lookup(key string) (markers, bool) {
	if len(key) == 0 || len(key) >= maxKey {
		return 0, false
	}
	if x.lengths[len(key)]&(1<<(key[0]&31)) != 0 {
		if mark, ok := x.keys[key]; ok {
			return mark, true
		}
	}
	for _, p := range x.prefixes[key[0]] {
		if strings.HasPrefix(key, p.text) {
			return p.markers, true
		}
	}
	return 0, false
}

func (x *index) dialectOfScope(name string) *Dialect {
	if name == "" {
		return nil
	}
	if d, ok := x.scopes[name]; ok {
		return d
	}
	for _, p := range x.scopePrefixes {
		if strings.HasPrefix(name, p.text) {
			return p.dialect
		}
	}
	return nil
}

// attribute is one attribute as it was when the span was scanned.
type attribute struct {
	key   string
	value pcommon.Value
}
