package mcpspanmetrics

import (
	"hash/maphash"
	"math/bits"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// kinds are what lists hold besides tools.
var kinds = map[string]catalog.Kind{
	"prompts/list": catalog.Prompts, "resources/list": catalog.Resources, "resources/templates/list": catalog.ResourceTemplates,
}

// offered learns from the span of a list what the server offers: recorded traffic has
// an event for each tool and template.
func (n *counter) offered(call *mcp.Call, span ptrace.Span) {
	if kind, ok := kinds[call.Method]; ok {
		if count, ok := span.Attributes().Get(semconv.MCPCapabilityCount); ok && count.Type() == pcommon.ValueTypeInt && count.Int() >= 0 {
			n.connector.catalog.Count(n.serverOf(call), kind, count.Int(), n.now)
		}
		n.learnTemplates(span)
		return
	}
	if call.Method != mcp.MethodToolsList || span.Events().Len() == 0 {
		return
	}
	first := n.firstList(call, span)
	tool := mcp.Call{Kind: mcp.KindToolCall, Role: call.Role, ServerName: call.ServerName}
	for _, event := range span.Events().All() {
		name, size, ok := definition(event)
		if !ok {
			continue
		}
		n.connector.catalog.List(n.serverOf(call), name, size, n.now)
		if tool.Tool = name; first {
			n.happened(&callmetrics.Event{What: callmetrics.Carried, Amount: float64(size)}, &tool)
		}
	}
}

// learnTemplates learns the URI templates that a server lists. What is no template, or
// one too many, is left alone: resources then count by their scheme.
func (n *counter) learnTemplates(span ptrace.Span) {
	for _, event := range span.Events().All() {
		if event.Name() != semconv.EventResourceTemplate {
			continue
		}
		if text, ok := event.Attributes().Get(semconv.MCPResourceTemplate); ok && utf8.ValidString(text.Str()) {
			_ = n.connector.templates.Declare(text.Str())
		}
	}
}

// firstList reports whether a session has not been given the same list just before.
func (n *counter) firstList(call *mcp.Call, span ptrace.Span) bool {
	if n.connector.census == nil {
		return true
	}
	sum := uint64(1)
	for _, event := range span.Events().All() {
		digest, _ := event.Attributes().Get(semconv.MCPDefinitionDigest)
		sum = series.Mix(sum, maphash.String(n.connector.seed, digest.Str()))
	}
	return n.connector.census.Lists(call, sum)
}

// definition reads the event that a listed tool is.
func definition(event ptrace.SpanEvent) (name string, size int64, ok bool) {
	if event.Name() != semconv.EventToolDefinition {
		return "", 0, false
	}
	text, ok := event.Attributes().Get(semconv.GenAIToolName)
	if !ok || !utf8.ValidString(text.Str()) || text.Str() == "" {
		return "", 0, false
	}
	if bytes, ok := event.Attributes().Get(semconv.MCPDefinitionSize); ok {
		size = max(0, bytes.Int())
	}
	return mcp.Cut(text.Str()), size, true
}

func (n *counter) serverOf(call *mcp.Call) catalog.Server {
	return catalog.Server{Scope: uint32(n.origin.id), Name: mcp.Cut(call.ServerName)}
}

// tellOffers sets the gauges of what servers offer.
func (n *counter) tellOffers(now int64) {
	var call mcp.Call
	gauge := func(s catalog.Server, what callmetrics.What, detail string, value int64) {
		if value >= 0 {
			n.recorder.Happened(series.ResourceID(s.Scope), &callmetrics.Event{What: what, Detail: detail, Amount: float64(value)}, &call, n.defaults, now)
		}
	}
	n.connector.catalog.Each(now, func(s catalog.Server, t catalog.Tool) {
		call = mcp.Call{Kind: mcp.KindToolCall, ServerName: s.Name, Tool: t.Name}
		gauge(s, callmetrics.Defined, "", t.Size)
	}, func(o catalog.Offer) {
		call = mcp.Call{Kind: mcp.KindRequest, ServerName: o.Server.Name}
		if o.Tools > 0 {
			gauge(o.Server, callmetrics.Offered, callmetrics.DetailTools, o.Tools)
			gauge(o.Server, callmetrics.Unused, "", o.Unused)
		}
		gauge(o.Server, callmetrics.Offered, callmetrics.DetailPrompts, o.Counts[catalog.Prompts])
		gauge(o.Server, callmetrics.Offered, callmetrics.DetailResources, o.Counts[catalog.Resources])
		gauge(o.Server, callmetrics.Offered, callmetrics.DetailResourceTemplates, o.Counts[catalog.ResourceTemplates])
	})
}

// results remembers which results sessions were given lately.
type results struct {
	seen bounded.Recent // on a cache line, as the first
}

const (
	resultsExpiry  = 3600     // seconds
	maxResultBytes = 64 << 10 // of a result that is compared by itself
)

// newResults returns nil if nothing is made of results.
func newResults(meter *callmetrics.Meter) *results {
	if !meter.Has(&semconv.MCPToolResultsRepeated) {
		return nil
	}
	return &results{seen: bounded.Recent{Expiry: resultsExpiry}}
}

// hash is that of a result that a tool has given to a session; 0 where there is none or no
// session is known.
func (r *results) hash(c *mcp.Call) uint64 {
	if r == nil || c.Kind != mcp.KindToolCall {
		return 0
	}
	result := c.ResultDigest
	if result == "" {
		if result = c.Result; uint(len(result)-1) >= maxResultBytes { // or there is none
			return 0
		}
	}
	session, scope := c.SessionDigest, c.SessionScope
	if session == 0 || c.SessionKey != "" {
		if session, scope = sessionOf(c); session == 0 {
			return 0
		}
	}
	// Nobody knows digests. One is rotated, or a session and a tool in turn would be the same.
	key := series.MixSecrets(session, bits.RotateLeft64(series.DigestOf(c.ToolDigest, c.Tool), 29)+uint64(c.Role))
	if scope != 0 {
		key = series.MixChosen(key, scope)
	}
	hash := series.MixLong(key, result) | bounded.Free // not 0
	r.seen.Expect(hash)
	return hash
}

// sessionOf returns a hash of the session of a call which has not only an id, and whose that is; 0 if none
// is known.
func sessionOf(c *mcp.Call) (hash, scope uint64) {
	session, scope := c.SessionHandle()
	if session == "" {
		return 0, 0
	}
	return series.Digest(session), scope
}

// repeats reports whether a tool has given its session the same result before.
func (r *results) repeats(hash uint64, now uint32) bool {
	return hash != 0 && r.seen.Show(hash, now)
}
