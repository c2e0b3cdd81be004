package mcpspanmetrics

import (
	"sync"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/census"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dedup"
	"github.com/otelcol-mcp/otelcol-mcp/internal/emitter"
	"github.com/otelcol-mcp/otelcol-mcp/internal/logical"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// counter counts one batch at a time. It holds everything that counting a span
// needs, so that a span costs no allocation.
type counter struct {
	mu        sync.Mutex // held by whoever counts, or makes it tell
	connector *spanMetrics
	ahead     ahead
	recorder  *callmetrics.Recorder
	family    family
	late      []relative     // spans that are counted after those that they consist of
	doubtful  []relative     // spans that are counted last, because of a name
	origin    origin         // the resource that is being counted
	phase     phase          // what of it
	now       int64          // Unix nanoseconds
	seconds   uint32         // the clock of the window; it may wrap around
	inherited []series.Value // dimensions of the resource, or their defaults
	extra     []series.Value // dimensions of the span
	defaults  []series.Value // dimensions of nothing

	// The call that a census or a tracker is asked about, and what they answer with.
	joining  *mcp.Call
	session  mcp.Call // or a tool call that was given up
	sessions census.Events[member]
	// The same for a call that may be one of several.
	firstPiece func() piece
	abandon    func(logical.Whole, piece)
	// What the batch was, for self-telemetry.
	spans   [numSkips + 1]int64 // by why they were skipped, or not
	ignored [mcp.NumOddities]int64
}

// phase is a pass over the spans of a resource.
type phase uint8

const (
	calls    phase = iota
	wholes         // what consists of calls: agent runs, turns and sessions
	doubtful       // calls of names that nothing vouches for
)

func newCounter(c *spanMetrics) *counter {
	size := len(c.dimensions.names)
	n := &counter{
		connector: c, recorder: c.meter.NewRecorder(),
		inherited: make([]series.Value, size), extra: make([]series.Value, size), defaults: c.dimensions.defaults,
	}
	for i := range n.ahead.spans {
		x := &n.ahead.spans[i]
		x.reader = c.normalizer.NewReader()
		x.call = x.reader.Call()
	}
	n.firstPiece, n.abandon = n.pieceOf, n.abandoned
	n.sessions = census.Events[member]{Payload: n.memberOf, Began: n.sessionBegan, Ended: n.sessionEnded}
	return n
}

func (n *counter) count(td ptrace.Traces, now int64) {
	n.spans, n.ignored = [numSkips + 1]int64{}, [mcp.NumOddities]int64{}
	n.now, n.seconds = now, uint32(now/int64(time.Second))
	for _, rs := range td.ResourceSpans().All() {
		n.resource(rs)
	}
	n.origin = origin{}
	n.ahead.forget()
	n.family.forget()
}

func (n *counter) resource(rs ptrace.ResourceSpans) {
	n.origin = origin{attributes: rs.Resource().Attributes(), service: emitter.Of(rs.Resource().Attributes())}
	copy(n.inherited, n.connector.dimensions.defaults)
	n.connector.dimensions.read(n.origin.attributes, n.inherited, &n.ignored)
	n.family.begin(rs, n.connector.window != nil)
	for _, ss := range rs.ScopeSpans().All() {
		scope := n.connector.normalizer.Scope(ss.Scope())
		for _, span := range ss.Spans().All() {
			if !n.family.alone && n.family.waits(scope, span) {
				continue
			}
			n.read(scope, span)
		}
	}
	n.settle()
	for _, child := range n.family.waiting() {
		n.read(child.scope, child.span)
	}
	n.settle()
	n.again(wholes, &n.late)
	// By now calls of the same names may have succeeded.
	n.again(doubtful, &n.doubtful)
}

// again counts spans that were put off.
func (n *counter) again(p phase, spans *[]relative) {
	n.phase = p
	for _, one := range *spans {
		n.read(one.scope, one.span)
	}
	n.settle()
	n.phase = calls
	clear(*spans)
	*spans = (*spans)[:0]
}

// origin is the resource whose spans are counted.
type origin struct {
	attributes pcommon.Map
	service    emitter.Service
	known      bool
	id         series.ResourceID
}

// knowResource looks the resource up. One without a call of interest takes no room, so that is done where
// there is one.
func (n *counter) knowResource() {
	n.origin.known, n.origin.id = true, n.connector.resources.find(n.origin.attributes, n.now)
}

// one counts one span that was read.
func (n *counter) one(x *readAhead) {
	if !x.ok {
		n.spans[skipOther]++
		return
	}
	call, verdict := x.call, dedup.Fresh
	if n.phase == calls {
		verdict = x.verdict
		call.Duplicate = call.Duplicate || verdict == dedup.Twin
		// Of what nearly all calls are, nothing is to be put off.
		if verdict != dedup.OtherSide && !call.Duplicate && (isStructure(call) || !callmetrics.Proves(call)) && n.postpone(x) {
			return
		}
	}
	if call.Kind == mcp.KindRequest && call.Method == mcp.MethodToolsList {
		n.declarations(x.span)
	}
	if !n.origin.known {
		n.knowResource()
	}
	if len(n.extra) > 0 {
		copy(n.extra, n.inherited)
		n.connector.dimensions.read(x.span.Attributes(), n.extra, &n.ignored)
	}
	n.joining = call
	n.spans[n.told(x, verdict)]++
	if call.Redacted || x.span.Events().Len() > 0 {
		n.evidence(call, x.span)
	}
	if call.Start <= 0 || call.End-n.now > int64(maxAhead) || call.Odd != [mcp.NumOddities]uint8{} {
		n.odd(call, x.span)
	}
}

// postpone puts off what is to be counted later.
func (n *counter) postpone(x *readAhead) bool {
	switch {
	case isStructure(x.call):
		n.late = append(n.late, relative{x.scope, x.span})
		return true
	case n.connector.meter.Names.Doubts(x.call, n.now):
		n.doubtful = append(n.doubtful, relative{x.scope, x.span})
		return true
	}
	return false
}

// declarations learns the tools that a server lists: recorded traffic has an event for
// each of them.
func (n *counter) declarations(span ptrace.Span) {
	names := n.connector.meter.Names
	if names == nil {
		return
	}
	for _, event := range span.Events().All() {
		if name, _, ok := definition(event); ok {
			names.DeclareTool(name, n.now)
		}
	}
}

// odd counts what is odd about a call.
func (n *counter) odd(call *mcp.Call, span ptrace.Span) {
	switch {
	case span.StartTimestamp() == 0:
		call.Note(mcp.NoTime)
	case call.End-n.now > int64(maxAhead):
		call.Note(mcp.FutureTime)
	}
	for i, times := range call.Odd {
		n.ignored[i] += int64(times)
	}
}

// maxAhead is how far the clock of a peer may be ahead of ours.
const maxAhead = time.Hour

// skip is why a span made no observation of its own; numSkips is that it made one.
type skip uint8

const (
	skipOther     skip = iota // neither MCP nor GenAI
	skipDuplicate             // its call had been told
	skipEnded                 // its session had been told
	skipNoMetric              // nothing that is enabled is made of it
	numSkips
)

// told counts a call and what follows from it.
func (n *counter) told(x *readAhead, verdict dedup.Verdict) skip {
	call, c := x.call, n.connector
	switch {
	case call.Duplicate:
		n.recorder.Record(n.origin.id, call, n.extra, n.now)
		return skipDuplicate
	case verdict == dedup.OtherSide:
		return observed(n.happened(&callmetrics.Event{What: callmetrics.Passed}, call))
	case c.census != nil && isLate(c.census.Observe(call, n.now, &n.sessions), call):
		return skipEnded
	}
	event := callmetrics.Event{What: callmetrics.Told}
	switch call.Kind {
	case mcp.KindToolCall:
		if c.catalog.HasTools() {
			c.catalog.Call(n.serverOf(call), mcp.Cut(call.Tool))
		}
		event.Again = c.results.repeats(x.result, n.seconds)
		event.Whole = c.tracker == nil || c.tracker.Whole(call) || n.isWhole(call)
	case mcp.KindRequest:
		n.request(call, x.span)
	case mcp.KindAgent, mcp.KindTurn, mcp.KindTask:
		n.tally(call)
	}
	if c.prices != nil {
		n.charge(call)
	}
	return observed(n.happened(&event, call))
}

// happened counts what has happened to a call of the resource.
func (n *counter) happened(e *callmetrics.Event, call *mcp.Call) int {
	return n.recorder.Happened(n.origin.id, e, call, n.extra, n.now)
}

func observed(times int) skip {
	if times == 0 {
		return skipNoMetric
	}
	return numSkips
}

// request counts what requests other than tool calls bring.
func (n *counter) request(call *mcp.Call, span ptrace.Span) {
	if call.Method != mcp.MethodResourcesRead {
		n.offered(call, span)
		return
	}
	template, declared := n.connector.templates.Of(call.ResourceURI)
	if declared {
		n.connector.meter.Names.DeclareResource(template, n.now)
	}
	if call.Resource == "" {
		call.Resource = template
	}
}

// charge counts what a call cost.
func (n *counter) charge(call *mcp.Call) {
	if usd, what, ok := n.connector.prices.Of(call); ok {
		n.happened(&callmetrics.Event{What: callmetrics.Charged, Detail: what, Amount: usd}, call)
	}
}

// tally says what an agent run consisted of, unless its span does. A run of which no
// part is known may have had any.
func (n *counter) tally(call *mcp.Call) {
	if n.connector.window == nil || call.Tallied {
		return
	}
	inferences, toolCalls := n.connector.window.Below(call.TraceID, call.SpanID, n.seconds)
	call.Inferences, call.ToolCalls, call.Tallied = int64(inferences), int64(toolCalls), inferences+toolCalls > 0
}
