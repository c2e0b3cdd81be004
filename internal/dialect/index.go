package dialect

import (
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// clientAddress exists on receivers' spans only (conventions 1.2).
const clientAddress = "client.address"

// conventional are the convention keys that translation looks at; their
// presence stops an alias from overwriting them.
var conventional = []string{
	semconv.MCPSessionID, semconv.MCPProtocolVersion, semconv.MCPResourceURI,
	semconv.JSONRPCVersion, semconv.NetworkTransport, semconv.NetworkProtocolName, semconv.UserID,
	semconv.GenAIProviderName, semconv.GenAIConversationID,
	semconv.GenAIAgentName, semconv.GenAIWorkflowName, semconv.GenAIPromptName,
	semconv.GenAIToolName, semconv.GenAIToolType, semconv.GenAIToolCallID,
	semconv.GenAIToolCallArguments,
	semconv.GenAIRequestModel, semconv.GenAIRequestSeed, semconv.GenAIResponseModel, semconv.GenAIOutputType,
	semconv.GenAIUsageInputTokens, semconv.GenAIUsageOutputTokens, semconv.GenAIUsageCacheReadTokens,
	semconv.GenAIUsageCacheWriteTokens, semconv.GenAIUsageReasoningTokens,
	semconv.OpenAIRequestServiceTier, semconv.OpenAIResponseServiceTier, semconv.OpenAIResponseFingerprint,
	semconv.MCPCallRole, semconv.MCPCallOutcome, semconv.MCPServerName,
	semconv.MCPClientName, semconv.MCPStatusRepaired, semconv.MCPCost, clientAddress,
	topK, retrievalTopK, outputMessages, finishReasons,
}

// identifying are the convention keys that say what a span is.
var identifying = []string{semconv.MCPMethodName, semconv.GenAIOperationName, semconv.MCPSpanType}

// mendable are the convention keys whose value can be right in sense and wrong
// in type.
var mendable = []string{semconv.RPCResponseStatusCode, semconv.RPCStatusCode, semconv.JSONRPCRequestID}

// ending are the convention keys that can say that a call failed.
var ending = []string{semconv.ErrorType, semconv.GenAIToolCallResult, semconv.RPCResponseStatusCode, semconv.RPCStatusCode}

// index finds the keys that some dialect knows.
type index struct {
	// keys are listed by length and last byte, since keys tend to begin alike: the
	// one or two in a list are compared faster than a key is hashed.
	keys     [maxKey * tails][]knownKey
	prefixes [256][]knownKey // by first byte
	foreign  foreign

	scopes        map[string]*Dialect
	scopePrefixes []scopePrefix
	// shaped are the dialects that are recognised by shape.
	shaped []shaped
	// named are those among them that need no key but a name, by its first byte;
	// byEvent says that there is one which needs neither.
	named   [256][]shaped
	byEvent bool
	// generic says that names of users' own are read.
	generic bool
}

// maxKey bounds the length of whole keys looked up; no listed key is longer.
const maxKey = 64

// tails is the number of lists for one length; a power of two.
const tails = 16

func listOf(key string) int { return len(key)*tails + int(key[len(key)-1])%tails }

// markers is what known keys say of a span: the dialects that claim it, by
// position in all, and the bits below.
type markers uint64

const (
	// identity is the mark of the identifying keys.
	identity markers = 1 << (63 - iota)
	// odd is the mark of the mendable keys, as far as their value is no text, and
	// ends the mark of the ending keys. Spans without them, which are most, are
	// spared the search.
	odd
	ends
	// completes is the mark of convention keys that imply another one.
	completes
	// userName is the mark of keys of the user's own.
	userName
	// oldName is the mark of the conventions' old names.
	oldName
	// oldGenAI is the mark of those old names that prove a span to be GenAI
	// telemetry: they belong to no dialect.
	oldGenAI

	claims = oldGenAI - 1
)

type knownKey struct {
	text    string
	markers markers
	// needs are the dialects, by position in all, whose shape needs the key.
	needs uint64
}

// shaped is a dialect that is recognised by shape. Only spans that have the bit
// in needs, if there is one, and whose name begins so, can have the shape.
type shaped struct {
	*Dialect
	needs      uint64
	begins     string
	identified bool
}

type scopePrefix struct {
	text    string
	dialect *Dialect
}

func newIndex(dialects []*Dialect, o Options) index {
	x := index{scopes: map[string]*Dialect{}}
	for _, key := range identifying {
		x.add(key, identity)
	}
	for _, key := range mendable {
		x.add(key, odd)
	}
	for _, key := range ending {
		x.add(key, ends)
	}
	for _, key := range conventional {
		x.add(key, 0)
	}
	x.add(topK, completes)
	x.add(outputMessages, completes)
	for _, a := range legacy {
		mark := oldName
		if strings.HasPrefix(a.From, "gen_ai.") {
			mark |= oldGenAI
		}
		x.add(a.From, mark)
	}
	x.add(rpcErrorMessage, oldName)
	for i, d := range dialects {
		if slices.Contains(o.Disabled, d.Name) {
			continue
		}
		x.addDialect(d, 1<<i)
		if d.Shape != nil {
			x.addShape(d, 1<<i)
		}
	}
	if !slices.Contains(o.Disabled, generic.Name) {
		x.addDialect(generic, 0)
		x.generic = true
	}
	for from := range o.Aliases {
		x.add(from, userName)
	}
	x.inheritMarkers()
	x.foreign = newForeign(&x)
	return x
}

func (x *index) addShape(d *Dialect, needs uint64) {
	shape := shaped{Dialect: d, begins: d.Begins, identified: d.Identified}
	switch {
	case d.Needs != "":
		shape.needs = needs
		x.add(d.Needs, 0).needs |= needs
	case d.Begins != "":
		x.named[d.Begins[0]] = append(x.named[d.Begins[0]], shape)
	default:
		x.byEvent = true
	}
	x.shaped = append(x.shaped, shape)
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

// add lists a key and returns it. The result is good until the next call.
func (x *index) add(key string, mark markers) *knownKey {
	list := &x.keys[listOf(key)]
	if head, ok := strings.CutSuffix(key, "*"); ok {
		key, list = head, &x.prefixes[head[0]]
	}
	for i := range *list {
		if (*list)[i].text == key {
			(*list)[i].markers |= mark
			return &(*list)[i]
		}
	}
	*list = append(*list, knownKey{text: key, markers: mark})
	return &(*list)[len(*list)-1]
}

// inheritMarkers gives keys the marks of the prefixes they begin with: lookup
// stops at the key and would not see the prefix.
func (x *index) inheritMarkers() {
	for _, keys := range x.keys {
		for i := range keys {
			for _, p := range x.prefixes[keys[i].text[0]] {
				if strings.HasPrefix(keys[i].text, p.text) {
					keys[i].markers |= p.markers
				}
			}
		}
	}
}

// maxFound bounds how many attributes of one span are read, which makes the work
// on a span linear in their number: SDKs keep 128 at most unless told otherwise
// (OpenTelemetry specification, attribute limits). What comes later stays as it is,
// which is counted.
const maxFound = 1024

// scan notes every attribute of the span that some dialect knows. It is the one
// pass that spans which need nothing pay for.
func (x *index) scan(s *Span) {
	for key, v := range s.attrs.All() {
		known := x.lookup(key)
		if known == nil {
			continue
		}
		if len(s.found) == maxFound {
			s.full = true
			s.oddity(mcp.TooLong)
			return
		}
		mark := known.markers
		if mark&(identity|odd) != 0 {
			judged, ok := s.judge(mark, v)
			if !ok {
				continue
			}
			mark = judged
		}
		if len(v.Str()) > maxJSON {
			s.oddity(mcp.TooLong) // it may be moved, but is not read
		}
		s.found = append(s.found, attribute{key, v})
		s.markers |= mark
		s.needs |= known.needs
	}
}

// judge withdraws marks that the value does not bear out. An identifying value
// that is no text is counted, and as good as absent.
func (s *Span) judge(mark markers, v pcommon.Value) (markers, bool) {
	if mark&odd != 0 {
		if v.Type() == pcommon.ValueTypeStr {
			mark &^= odd
		}
		return mark, true
	}
	text, ok := s.plainText(v)
	if text == "" {
		mark &^= identity
	}
	return mark, ok
}

func (x *index) lookup(key string) *knownKey {
	if key == "" {
		return nil
	}
	if len(key) < maxKey {
		keys := x.keys[listOf(key)]
		for i := range keys {
			if k := &keys[i]; k.text == key {
				return k
			}
		}
	}
	prefixes := x.prefixes[key[0]]
	for i := range prefixes {
		if p := &prefixes[i]; strings.HasPrefix(key, p.text) {
			return p
		}
	}
	return nil
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
