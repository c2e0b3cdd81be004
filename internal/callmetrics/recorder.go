package callmetrics

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Recorder records calls one at a time, without allocating. Use one for each
// goroutine.
//
// It remembers which series the calls of one identity belong to, so that the
// labels of a call that is like an earlier one are neither built nor looked up:
// one hash finds all its series. What is observed of such calls comes
// together here, without a lock, until [Recorder.Drain].
type Recorder struct {
	meter  *Meter
	routes [routeSets]routeSet // by hash
	victim uint8               // the way to displace next
	makes  [NumWhat]kindSet    // of the meter
	spare  *route              // for calls that must not be remembered
	full   []*route            // those for which something has come together
	// nameless is scratch for calls whose names must not become labels.
	nameless mcp.Call
	subject  Subject // scratch
	values   []series.Value
}

// Together these bound what a recorder remembers: 4096 identities. Calls of more
// displace each other and cost a look-up. Both are powers of two.
const (
	routeBits = 10
	routeSets = 1 << routeBits
	routeWays = 4 // known looks at each of them
)

// routeSet is a cache line: to look in vain takes no other.
type routeSet struct {
	calls [routeWays]identity
	ways  [routeWays]*route // nil is nobody's
}

// NewRecorder returns a recorder of the meter.
func (m *Meter) NewRecorder() *Recorder { return &Recorder{meter: m, makes: m.makes, spare: &route{}} }

// Record makes every observation of a call that a span has told, or told again if the
// call is a duplicate, and returns how many there were; of a duplicate none count. The extra values are those of the extra keys, in their order. Text of the call that
// would become a label and is not valid UTF-8 is emptied and noted in it.
func (r *Recorder) Record(id series.ResourceID, c *mcp.Call, extra []series.Value, now int64) int {
	if c.Duplicate {
		r.Happened(id, &Event{What: Repeated}, c, extra, now)
		return 0
	}
	return r.Happened(id, &Event{}, c, extra, now)
}

// Happened makes every observation of an event and returns how many there were.
func (r *Recorder) Happened(id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value, now int64) int {
	if !r.makes[e.What].of(c.Kind) {
		return 0
	}
	calls := identify(id, e, c, extra)
	way := r.known(calls)
	if way == nil {
		if bad, long := c.DropBadText(), c.CutTexts(); bad || long {
			return r.Happened(id, e, c, extra, now)
		}
		way = r.explore(calls, id, e, c, extra, now)
	}
	if way.collects {
		if way.full == 0 {
			r.full = append(r.full, way)
			way.full = len(r.full)
		}
		way.collect(c, e, now)
	}
	if len(way.targets) > 0 {
		r.tellAtOnce(way, id, e, c, extra, now)
	}
	return way.times
}

// tellAtOnce tells the series that wait for nothing.
func (r *Recorder) tellAtOnce(way *route, id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value, now int64) {
	for i := range way.targets {
		t := &way.targets[i]
		value, from := t.rule.Value.of(c, e), spanOf(c)
		for !t.series.Observe(value, now, from) {
			r.lookUp(t, way, id, e, c, extra, now)
		}
	}
}

// lookUp finds the series of a target again: what it had has expired.
func (r *Recorder) lookUp(t *target, way *route, id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value, now int64) {
	own := r.name(id, e, c, now)
	t.series = r.series(t.rule, id, &r.subject, extra, now)
	r.subject = Subject{}
	if t.series.IsOverflow() || !own {
		r.forget(way)
	}
}

// set is where the route of an identity is.
func (r *Recorder) set(calls identity) *routeSet {
	return &r.routes[calls>>(64-routeBits)]
}

// known returns the route of an identity, or nil.
func (r *Recorder) known(calls identity) *route {
	set := r.set(calls)
	switch calls {
	case set.calls[0]:
		return set.ways[0]
	case set.calls[1]:
		return set.ways[1]
	case set.calls[2]:
		return set.ways[2]
	case set.calls[3]:
		return set.ways[3]
	}
	return nil
}

// explore finds the series of a call and remembers them, unless one of them is
// an overflow series: there may be room the next time.
func (r *Recorder) explore(calls identity, id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value, now int64) *route {
	way := r.spare
	way.targets = way.targets[:0]
	known := r.name(id, e, c, now)
	subject := &r.subject
	overflow := false
	rules := r.meter.rules[e.What][c.Kind]
	for i := range rules {
		rule := &rules[i]
		if rule.When != nil && !rule.When(subject) {
			continue
		}
		s := r.series(rule, id, subject, extra, now)
		way.targets = append(way.targets, target{rule, s})
		overflow = overflow || s.IsOverflow()
	}
	r.subject = Subject{}
	way.times = len(way.targets)
	if !overflow && known {
		r.remember(way, calls)
	}
	return way
}

// name makes something that happened to a call the subject, with texts that may become
// labels, and reports whether those are its own.
func (r *Recorder) name(id series.ResourceID, e *Event, c *mcp.Call, now int64) bool {
	c, own := r.named(c, now)
	r.subject = Subject{c, *e}
	refused := r.meter.Vocabulary.refuses(r.meter.free[e.What][c.Kind], id, c, e, now)
	if refused == 0 {
		return own
	}
	if own {
		r.nameless = *c
	}
	r.subject.Call = &r.nameless
	refused.fold(&r.nameless, &r.subject.Event)
	return false
}

// named returns the call with names that may become labels, and whether those are its
// own.
func (r *Recorder) named(c *mcp.Call, now int64) (*mcp.Call, bool) {
	ok := r.meter.Names.admits(c, now)
	if ok == (admitted{true, true, true, true}) {
		return c, true
	}
	r.nameless = *c
	if !ok.tool {
		r.nameless.Tool = Other
	}
	if !ok.prompt {
		r.nameless.Prompt = Other
	}
	if !ok.resource {
		r.nameless.Resource = Other
	}
	if !ok.version {
		r.nameless.ProtocolVersion = Other
	}
	return &r.nameless, false
}

func (r *Recorder) remember(way *route, calls identity) {
	way.calls = calls
	way.share(r.meter)
	set, at := r.set(calls), r.victim%routeWays
	if displaced := set.ways[at]; displaced != nil {
		r.empty(displaced)
	}
	set.calls[at], set.ways[at] = calls, way
	r.victim++
	r.spare = &route{}
}

// Drain adds what has come together to the store, of so many kinds of calls at most, and
// reports whether there is more.
func (r *Recorder) Drain(atMost int) (more bool) {
	for range min(atMost, len(r.full)) {
		r.empty(r.full[len(r.full)-1])
	}
	return len(r.full) > 0
}

// empty adds what has come together for a route to its series, or to those that are there
// instead of ones that have expired.
func (r *Recorder) empty(way *route) {
	if way.full == 0 {
		return
	}
	last := len(r.full) - 1
	r.full[way.full-1], r.full[last].full = r.full[last], way.full
	r.full[last] = nil
	r.full, way.full = r.full[:last], 0
	t := &way.told
	r.tell(way, way.plain, func(x *series.Series) bool { return x.Count(t.Times, t) })
	r.tellTotal(way, way.bytes, way.given.bytes)
	r.tellTotal(way, way.tokens, way.given.tokens)
	way.given.bytes, way.given.tokens = 0, 0
	for i := range way.counters {
		c := &way.counters[i]
		r.tellTotal(way, c.series, c.total)
		c.total = 0
	}
	for i := range way.histograms {
		h := &way.histograms[i]
		r.tell(way, h.series, func(x *series.Series) bool { return x.Add(&h.cell, t) })
		h.cell.Reset()
	}
	*t = series.Told{}
}

// tellTotal adds what counters are told in common.
func (r *Recorder) tellTotal(way *route, all []*series.Series, total uint64) {
	r.tell(way, all, func(x *series.Series) bool { return x.Count(total, &way.told) })
}

// tell adds something to series, or to those that are there instead.
func (r *Recorder) tell(way *route, all []*series.Series, add func(*series.Series) bool) {
	for i := range all {
		for !add(all[i]) {
			all[i] = r.meter.Store.Renew(all[i], &way.told)
		}
		if all[i].IsOverflow() {
			r.forget(way)
		}
	}
}

// forget makes the next call of an identity look its series up again: one of
// them expired and had no room to return to.
func (r *Recorder) forget(way *route) {
	set := r.set(way.calls)
	for i, known := range set.ways {
		if known == way {
			set.calls[i], set.ways[i] = 0, nil
		}
	}
}

// series finds the series of a call for one rule.
func (r *Recorder) series(rule *boundRule, id series.ResourceID, c *Subject, extra []series.Value, now int64) *series.Series {
	r.values = r.values[:0]
	for i := range rule.Labels {
		r.values = append(r.values, rule.Labels[i].Value(c))
	}
	for _, i := range rule.extra {
		r.values = append(r.values, extra[i])
	}
	return r.meter.Store.Series(id, rule.instrument, r.values, now)
}
