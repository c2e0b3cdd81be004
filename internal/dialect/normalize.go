package dialect

import (
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Normalizer translates spans. It is immutable and safe for concurrent use.
type Normalizer struct {
	index   index
	user    userAliases
	keep    bool
	scratch sync.Pool // of *Span
}

// New returns a normalizer. The options must be valid.
func New(o Options) *Normalizer {
	n := &Normalizer{index: newIndex(all, o), user: newUserAliases(o.Aliases), keep: o.KeepOriginals}
	n.scratch.New = func() any {
		s := &Span{}
		s.glance.init(&n.index)
		return s
	}
	return n
}

// Result says what became of one span.
type Result struct {
	// Dialect is the dialect the span was read in; [None] if it is neither MCP
	// nor GenAI, and then the span is untouched.
	Dialect ID
	// Kind is what the span is; other if Dialect is None.
	Kind mcp.Kind
	// Lacks is what one would look for on a span of this kind and does not find.
	Lacks Lacks
	// Repaired says that the span's status was corrected.
	Repaired bool
	// Odd counts values that were ignored, by reason.
	Odd [mcp.NumOddities]uint8
}

// Scope is what the normalizer knows of an instrumentation scope. Finding it
// once for all spans of the scope keeps it off the path of each span.
type Scope struct {
	name    string
	dialect *Dialect
}

// Scope looks an instrumentation scope up.
func (n *Normalizer) Scope(s pcommon.InstrumentationScope) Scope {
	return Scope{name: s.Name(), dialect: n.index.dialectOfScope(s.Name())}
}

// Normalize translates one span in place. It never fails and never blocks: a
// value that it cannot read stays where it is and is counted.
func (n *Normalizer) Normalize(scope Scope, span ptrace.Span) Result {
	if n.index.isForeign(scope, span) {
		return Result{}
	}
	s := n.borrow()
	defer n.putBack(s)
	return n.normalize(s, scope, span)
}

// NormalizeAll translates every span of an instrumentation scope, and tells what became
// of each. For many spans it is cheaper than one by one.
func (n *Normalizer) NormalizeAll(spans ptrace.ScopeSpans, tell func(Result)) {
	scope := n.Scope(spans.Scope())
	var s *Span
	for _, span := range spans.Spans().All() {
		if n.index.isForeign(scope, span) {
			tell(Result{})
			continue
		}
		if s == nil {
			s = n.borrow()
			defer n.putBack(s)
		}
		tell(n.normalize(s, scope, span))
	}
}

// normalize looks at a span that may be MCP or GenAI telemetry.
func (n *Normalizer) normalize(s *Span, scope Scope, span ptrace.Span) Result {
	ok := s.glance.at(span)
	if !s.glance.translates(scope, span) && s.glance.isComplete(span) {
		return s.asItIs(span, ok)
	}
	return n.translate(s, scope, span)
}

func (n *Normalizer) borrow() *Span {
	return n.scratch.Get().(*Span)
}

func (n *Normalizer) putBack(s *Span) {
	s.release()
	n.scratch.Put(s)
}

// isComplete reports whether a span that needs no translation needs nothing else
// but to be told what it is.
func (g *glance) isComplete(span ptrace.Span) bool {
	return g.markers&(odd|completes) == 0 && span.Status().Code() != ptrace.StatusCodeOk &&
		(g.call.Method != mcp.MethodToolsCall || g.call.Operation != "") &&
		len(g.call.Result) <= maxJSON && len(g.call.Arguments) <= maxJSON
}

// asItIs tells a span that conforms what it is.
func (s *Span) asItIs(span ptrace.Span, ok bool) Result {
	if !ok {
		return Result{}
	}
	s.glance.decoder.Complete(span, &s.glance.call)
	return Result{Dialect: Semconv, Kind: s.glance.call.Kind, Lacks: lacksOf(&s.glance.call)}
}

func (n *Normalizer) translate(s *Span, scope Scope, span ptrace.Span) Result {
	s.reset(scope.name, span)
	s.keep = n.keep
	n.index.scan(s)
	s.apply(n.user.identifying)
	if s.identified() {
		s.mendMethod()
		s.mendOperation()
	}
	s.dialect = n.dialectOf(scope, s)
	result := Result{}
	if s.translate(n.user.describing) {
		result.Dialect, result.Kind = s.dialectID(), s.glance.call.Kind
		result.Lacks = s.lacks()
	}
	result.Repaired, result.Odd = s.repaired, s.odd
	return result
}

// dialectOf weighs the evidence: scope, marker, shape, and last the names that
// users give their own spans.
func (n *Normalizer) dialectOf(scope Scope, s *Span) *Dialect {
	if scope.dialect != nil {
		return scope.dialect
	}
	if claimed := s.markers & claims; claimed != 0 {
		s.contested = claimed&(claimed-1) != 0
		s.rivals = n.index.shaped
		return all[bits.TrailingZeros64(uint64(claimed))]
	}
	if d := s.shapeOf(n.index.shaped); d != nil {
		return d
	}
	if n.index.generic && !s.identified() && generic.Shape(s) {
		return generic
	}
	return nil
}

// translate applies the dialect, the old names of the conventions, and what
// holds for every dialect. What a span is comes first: a span of the dialect's
// scope that is neither MCP nor GenAI keeps all it has, and translate reports
// false.
func (s *Span) translate(user []Alias) bool {
	d := s.dialect
	if d != nil && d.Identify != nil {
		d.Identify(s)
	}
	if s.isPart() {
		s.removeDropped()
		return mcpspan.Describe(s.Span, &s.glance.call)
	}
	if !s.speaksConventions() {
		return false
	}
	s.apply(user)
	s.imply()
	s.mendTypes()
	if d != nil {
		if d.Fix != nil {
			d.Fix(s)
		}
		s.apply(d.Aliases)
		s.Drop(d.Drops...)
	}
	if s.markers&oldName != 0 {
		s.apply(legacy)
	}
	s.complete()
	if d != nil && d.Renames {
		s.renameByConvention()
	}
	if s.markers&ends != 0 || s.Status().Code() == ptrace.StatusCodeError {
		s.repairStatus()
		s.typeFromException()
	}
	s.unsetOk()
	if s.markers&oldName != 0 {
		s.describeError()
	}
	s.removeDropped()
	mcpspan.Describe(s.Span, &s.glance.call)
	return true
}

// mendMethod gives up a method that is not a known one where the span name
// states one; without that, a method of the peer's own is kept.
func (s *Span) mendMethod() {
	method := s.Text(semconv.MCPMethodName)
	if method == "" || mcp.KnownMethod(method) {
		return
	}
	if named, _, ok := mcp.CutMethod(s.Name()); ok {
		s.Replace(semconv.MCPMethodName, named)
	}
}

// mendOperation removes an operation that is in fact the method (OBI, Kuadrant).
func (s *Span) mendOperation() {
	operation := s.Text(semconv.GenAIOperationName)
	if operation != "" && mcp.KindOfOperation(operation) == mcp.KindOther && mcp.KnownMethod(operation) {
		s.Put(semconv.MCPMethodName, operation)
		s.drop(semconv.GenAIOperationName)
	}
}

// imply adds the operation that follows from the method and, on spans with old
// GenAI names, from a conventional span name.
func (s *Span) imply() {
	switch method := s.Text(semconv.MCPMethodName); {
	case method == mcp.MethodToolsCall:
		s.Put(semconv.GenAIOperationName, semconv.OperationExecuteTool)
	case method == "" && s.markers&oldGenAI != 0:
		named, _, _ := mcp.CutOperation(s.Name())
		s.Put(semconv.GenAIOperationName, named)
	}
}

// mendTypes corrects convention attributes of the wrong type. It comes before
// the aliases, which compare with what they find.
func (s *Span) mendTypes() {
	if s.markers&odd == 0 {
		return
	}
	s.mendText(semconv.RPCResponseStatusCode)
	s.mendText(semconv.RPCStatusCode)
	s.mendText(semconv.JSONRPCRequestID)
}

// mendText writes as text what the emitter sent as an integer.
func (s *Span) mendText(key string) {
	if v, ok := s.value(key); ok && v.Type() == pcommon.ValueTypeInt {
		s.Replace(key, strconv.FormatInt(v.Int(), 10))
	}
}

// topK was a double once, and retrieval spans had it, too (conventions, GenAI #217).
const (
	topK          = "gen_ai.request.top_k"
	retrievalTopK = "gen_ai.retrieval.top_k"
)

func (s *Span) mendTopK(operation string) {
	v, ok := s.value(topK)
	if !ok {
		return
	}
	if operation == semconv.OperationRetrieval {
		s.applyOne(&Alias{From: topK, To: retrievalTopK, Type: Count})
	} else if v.Type() == pcommon.ValueTypeDouble {
		if n, ok := s.countOf(v); ok {
			s.attribute(topK).SetInt(n)
		}
	}
}

const (
	outputMessages = "gen_ai.output.messages"
	finishReasons  = "gen_ai.response.finish_reasons"
)

// liftFinishReasons takes the reasons out of the messages, where the conventions
// had them for a while (GenAI #363). The messages stay as they are.
func (s *Span) liftFinishReasons() {
	text := s.Text(outputMessages)
	if s.Has(finishReasons) || !strings.Contains(text, `"finish_reason"`) {
		return
	}
	messages, ok := parse(text)
	if !ok {
		return
	}
	var reasons []string
	for _, reason := range messages.Get("#.finish_reason").Array() {
		if reason.Str != "" && len(reasons) < maxReasons {
			reasons = append(reasons, reason.Str)
		}
	}
	if len(reasons) == 0 {
		return
	}
	list := s.attribute(finishReasons).SetEmptySlice()
	for _, reason := range reasons {
		list.AppendEmpty().SetStr(reason)
	}
}

// maxReasons bounds the choices of one answer whose reasons are lifted.
const maxReasons = 128

// completeModel adds what a span of a model or of a retrieval implies.
func (s *Span) completeModel() {
	operation := s.Text(semconv.GenAIOperationName)
	if operation == "" || operation == semconv.OperationExecuteTool {
		return
	}
	s.mendTopK(operation)
	if mcp.KindOfOperation(operation) == mcp.KindInference {
		s.liftFinishReasons()
	}
}

// rpcErrorMessage is what the status description was before (conventions of RPC).
const rpcErrorMessage = "rpc.jsonrpc.error_message"

func (s *Span) describeError() {
	text := s.Text(rpcErrorMessage)
	if text != "" && s.Status().Code() == ptrace.StatusCodeError && s.Status().Message() == "" {
		s.Status().SetMessage(text)
		s.drop(rpcErrorMessage)
	}
}

// complete adds the target and the side that the span itself implies.
func (s *Span) complete() {
	method := s.Text(semconv.MCPMethodName)
	if method == "" {
		s.completeModel()
		return
	}
	s.targetFromName(method)
	s.sideFromEvidence()
}

// targetFromName takes the tool or prompt from a conventional span name when no
// attribute names it.
func (s *Span) targetFromName(method string) {
	key := targetKey(method)
	if key == "" || s.Has(key) {
		return
	}
	if m, target, ok := mcp.CutMethod(s.Name()); ok && m == method {
		s.Put(key, target)
	}
}

// targetKey is the attribute that names the target of a method, as far as span
// names contain it.
func targetKey(method string) string {
	switch method {
	case mcp.MethodToolsCall:
		return semconv.GenAIToolName
	case mcp.MethodPromptsGet:
		return semconv.GenAIPromptName
	}
	return ""
}

// sideFromEvidence gives a span of kind INTERNAL the side that only one side
// can know: the conventions record the client's address on the receiver only.
func (s *Span) sideFromEvidence() {
	if s.Kind() == ptrace.SpanKindInternal && s.Has(clientAddress) && !s.merged() {
		s.SetKind(ptrace.SpanKindServer)
	}
}

// merged reports whether the span is the framework's execute_tool span that an
// MCP client enriched instead of opening its own (conventions 1.7).
func (s *Span) merged() bool {
	op, _, ok := mcp.CutOperation(s.Name())
	return ok && op == semconv.OperationExecuteTool
}
