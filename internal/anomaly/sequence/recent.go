package sequence

// window is the number of recent sessions that scores are measured by: with the default
// budget the sixth of them is the threshold, which is then known to about a third.
const window = 144

// Of each group an outline keeps the most surprising new things: after one has turned
// out to be usual, the next counts. Of arguments there are more.
const (
	keptTools     = 2
	keptOrder     = 4
	keptArguments = 6
	kept          = keptTools + keptOrder + keptArguments
)

// outline is what was new in a session, so that it can be measured again by what was
// learned since.
type outline struct {
	events  [kept]event // by group, in each by surprise; the zero event for none
	who     uint32
	flagged bool
}

// of returns the place of what was new in a group.
func (o *outline) of(g group) []event {
	switch g {
	case groupTool:
		return o.events[:keptTools]
	case groupOrder:
		return o.events[keptTools : keptTools+keptOrder]
	}
	return o.events[keptTools+keptOrder:]
}

// recent are the latest sessions that were taught.
type recent struct {
	list [window]outline
	n    int // of them
	at   int // where the next goes
}

// add puts the outline of a session in the place of the oldest. A principal's flagged
// sessions have at most a quarter of the budget, or twice its share of all sessions: if
// they had more, they would make the flagged usual. One beyond that takes the place of
// an earlier one of them.
func (r *recent) add(o outline, budget float64) {
	at := r.at
	if o.flagged {
		if oldest, full := r.full(o.who, budget); full {
			r.list[oldest] = o
			return
		}
	}
	r.list[at] = o
	r.at = (at + 1) % window
	r.n = min(r.n+1, window)
}

// full reports whether a principal has as many flagged sessions as it may, and which is
// the oldest of them.
func (r *recent) full(who uint32, budget float64) (oldest int, full bool) {
	own, flagged := 0, 0
	oldest = -1
	for i := range r.n {
		at := (r.at + i) % window
		if r.n < window {
			at = i
		}
		o := &r.list[at]
		if o.who != who {
			continue
		}
		own++
		if o.flagged {
			flagged++
			if oldest < 0 {
				oldest = at
			}
		}
	}
	allowed := budget * max(float64(window)/4, 2*float64(own))
	return oldest, flagged > 0 && float64(flagged) >= allowed
}

// outline keeps the most surprising of what was new in a session that is not taught
// yet.
func (m *Model) outline(s *Session) outline {
	o := outline{who: uint32(s.Who) ^ uint32(s.Who>>32), flagged: s.flagged}
	var surprise [kept]float64 // in the order of the events
	for g, rest := group(0), surprise[:]; g < groups; g++ {
		events := o.of(g)
		bits := rest[:len(events)]
		rest = rest[len(events):]
		for _, e := range s.fresh[:s.nfresh] {
			if groupOf[e.level()] == g {
				insert(events, bits, e, m.unknown(e))
			}
		}
	}
	return o
}

// insert puts an event where its surprise belongs. The last one falls out.
func insert(events []event, bits []float64, e event, b float64) {
	for i := range events {
		if events[i] == (event{}) || b > bits[i] {
			events[i], e = e, events[i]
			bits[i], b = b, bits[i]
		}
		if e == (event{}) {
			return
		}
	}
}

// unknown is the surprise of an event, none if it is known by now.
func (m *Model) unknown(e event) float64 {
	c := m.contexts.find(e.context)
	if c == nil || m.known(e) != nil {
		return 0
	}
	return m.surprise(e.level(), c.novelty(), novelty{})
}

// leftOut is the surprise of an event that occurred in a session that was taught,
// measured by all others: none if it makes part of the usual because of one of them.
func (m *Model) leftOut(e event) float64 {
	c := m.contexts.find(e.context)
	if c == nil {
		return 0
	}
	own := novelty{}
	if s := m.symbols.find(e.symbol); m.trusts(s) {
		if s.state&isSingle == 0 {
			return 0
		}
		own = novelty{s.weight.value(), s.weight.value()}
	}
	return m.surprise(e.level(), c.novelty(), own)
}
