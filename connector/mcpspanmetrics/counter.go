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
	phase     phase          // what is being counted
	passed    bool           // the span tells a gateway's other side
	seconds   uint32         // the clock of the window; it may wrap around
	inherited []series.Value // dimensions of the resource, or their defaults
	extra     []series.Value // dimensions of the span
	defaults  []series.Value // dimensions of nothing

	// The call that a census or a tracker is asked about, and what they answer with.
	joining  *mcp.Call
	in       series.ResourceID
	now      int64
	session  mcp.Call // or a tool call that was given up
	payload  func() member
	sessions census.Events[member]
	// The same for a call that may be one of several.
	firstPiece func() piece
	abandon    func(logical.Whole, piece)
	// What the batch was, for self-telemetry.
	counted int64
	skipped [numSkips]int64
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
		n.ahead.spans[i].reader = c.normalizer.NewReader()
	}
	n.payload, n.firstPiece, n.abandon = n.memberOf, n.pieceOf, n.abandoned
	n.sessions = census.Events[member]{Began: n.sessionBegan, Ended: n.sessionEnded}
	return n
}

func (n *counter) count(td ptrace.Traces, now int64) {
	n.counted, n.skipped, n.ignored = 0, [numSkips]int64{}, [mcp.NumOddities]int64{}
	n.seconds = uint32(now / int64(time.Second))
	for _, rs := range td.ResourceSpans().All() {
		n.resource(rs, now)
	}
	n.ahead.forget()
	n.family.forget()
}

func (n *counter) resource(rs ptrace.ResourceSpans, now int64) {
	r := origin{attributes: rs.Resource().Attributes(), service: emitter.Of(rs.Resource().Attributes())}
	copy(n.inherited, n.connector.dimensions.defaults)
	n.connector.dimensions.read(r.attributes, n.inherited, &n.ignored)
	n.family.begin(rs, n.connector.window != nil)
	for _, ss := range rs.ScopeSpans().All() {
		scope := n.connector.normalizer.Scope(ss.Scope())
		for _, span := range ss.Spans().All() {
			if !n.family.alone && n.family.waits(scope, span) {
				continue
			}
			n.read(&r, scope, span, now)
		}
	}
	n.settle(&r, now)
	for _, child := range n.family.waiting() {
		n.read(&r, child.scope, child.span, now)
	}
	n.settle(&r, now)
	n.again(&r, wholes, &n.late, now)
	// By now calls of the same names may have succeeded.
	n.again(&r, doubtful, &n.doubtful, now)
}

// again counts spans that were put off.
func (n *counter) again(r *origin, p phase, spans *[]relative, now int64) {
	n.phase, n.passed = p, false
	for _, one := range *spans {
		n.read(r, one.scope, one.span, now)
	}
	n.settle(r, now)
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

// one counts one span that was read.
func (n *counter) one(r *origin, x *readAhead, now int64) {
	if !x.ok {
		n.skipped[skipOther]++
		return
	}
	if n.phase == calls && n.postpone(x, now) {
		return
	}
	if x.call.Method == mcp.MethodToolsList {
		n.declarations(x.span, now)
	}
	if !r.known {
		// A resource without a call of interest takes no room.
		r.known, r.id = true, n.connector.resources.find(r.attributes, now)
	}
	n.span(r.id, x, now)
}

// postpone marks a duplicate and puts off what is to be counted later.
func (n *counter) postpone(x *readAhead, now int64) bool {
	call := x.call
	n.passed = false
	if n.connector.window != nil {
		call.Duplicate = call.Duplicate || x.verdict == dedup.Twin
		n.passed = x.verdict == dedup.OtherSide
	}
	switch {
	case n.passed, call.Duplicate:
		return false
	case isStructure(call):
		n.late = append(n.late, relative{x.scope, x.span})
		return true
	case n.connector.meter.Names.Doubts(call, now):
		n.doubtful = append(n.doubtful, relative{x.scope, x.span})
		return true
	}
	return false
}

// declarations learns the tools that a server lists: recorded traffic has an event for
// each of them.
func (n *counter) declarations(span ptrace.Span, now int64) {
	names := n.connector.meter.Names
	if names == nil {
		return
	}
	for _, event := range span.Events().All() {
		if name, _, ok := definition(event); ok {
			names.DeclareTool(name, now)
		}
	}
}

func (n *counter) span(id series.ResourceID, x *readAhead, now int64) {
	call := x.call
	if len(n.extra) > 0 {
		copy(n.extra, n.inherited)
		n.connector.dimensions.read(x.span.Attributes(), n.extra, &n.ignored)
	}
	if why := n.told(id, x, now); why == numSkips {
		n.counted++
	} else {
		n.skipped[why]++
	}
	if call.Redacted || x.span.Events().Len() > 0 {
		n.evidence(id, call, x.span, now)
	}
	switch {
	case x.span.StartTimestamp() == 0:
		call.Note(mcp.NoTime)
	case call.End-now > int64(maxAhead):
		call.Note(mcp.FutureTime)
	}
	if call.Odd != [mcp.NumOddities]uint8{} {
		for i, times := range call.Odd {
			n.ignored[i] += int64(times)
		}
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
func (n *counter) told(id series.ResourceID, x *readAhead, now int64) skip {
	call := x.call
	if call.Duplicate {
		n.recorder.Record(id, call, n.extra, now)
		return skipDuplicate
	}
	if n.passed {
		return n.observed(n.recorder.Happened(id, &callmetrics.Event{What: callmetrics.Passed}, call, n.extra, now))
	}
	if n.join(id, call, now) {
		return skipEnded
	}
	event := callmetrics.Event{What: callmetrics.Told}
	switch call.Kind {
	case mcp.KindToolCall:
		n.connector.catalog.Call(serverOf(id, call), mcp.Cut(call.Tool))
		event.Whole, event.Again = n.wholeCall(id, call, now), n.connector.results.repeats(x.result, n.seconds)
	case mcp.KindRequest:
		n.request(id, call, x.span, now)
	case mcp.KindAgent, mcp.KindTurn, mcp.KindTask:
		n.tally(call)
	}
	if n.connector.prices != nil {
		n.charge(id, call, now)
	}
	return n.observed(n.recorder.Happened(id, &event, call, n.extra, now))
}

func (*counter) observed(times int) skip {
	if times == 0 {
		return skipNoMetric
	}
	return numSkips
}

// request counts what requests other than tool calls bring.
func (n *counter) request(id series.ResourceID, call *mcp.Call, span ptrace.Span, now int64) {
	if call.Method != mcp.MethodResourcesRead {
		n.offered(id, call, span, now)
		return
	}
	template, declared := n.connector.templates.Of(call.ResourceURI)
	if declared {
		n.connector.meter.Names.DeclareResource(template, now)
	}
	if call.Resource == "" {
		call.Resource = template
	}
}

// charge counts what a call cost.
func (n *counter) charge(id series.ResourceID, call *mcp.Call, now int64) {
	if usd, what, ok := n.connector.prices.Of(call); ok {
		n.recorder.Happened(id, &callmetrics.Event{What: callmetrics.Charged, Detail: what, Amount: usd}, call, n.extra, now)
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
