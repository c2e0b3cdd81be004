package sequence

// window is the number of recent sessions that scores are measured by: with the default
// budget the eighth of them is the threshold, which is then known to about a third.
const window = 160

// kept is the number of new things of each group that an outline keeps: after the most
// surprising one has turned out to be usual, the next ones count.
const kept = 3

// outline is what was new in a session, so that it can be measured again by what was
// learned since.
type outline struct {
	events  [groups][kept]event // the zero event for none
	who     uint32
	flagged bool
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
	var bits [groups][kept]float64
	for _, e := range s.fresh[:s.nfresh] {
		b, g := m.unknown(e), groupOf[e.level()]
		for i := range kept {
			if o.events[g][i] == (event{}) || b > bits[g][i] {
				e, o.events[g][i] = o.events[g][i], e
				b, bits[g][i] = bits[g][i], b
			}
		}
	}
	return o
}

// unknown is the surprise of an event, none if it is known by now.
func (m *Model) unknown(e event) float64 {
	c := m.table.find(e.context, isContext)
	if c == nil || m.known(e) != nil {
		return 0
	}
	return m.surprise(e.level(), c.novelty(), novelty{})
}

// leftOut is the surprise of an event that occurred in a session that was taught,
// measured by all others: none if it occurred in another, too.
func (m *Model) leftOut(e event) float64 {
	own := novelty{}
	if s := m.table.find(e.symbol, 0); s != nil {
		if s.state&isSingle == 0 {
			return 0
		}
		if s.state&isTrusted != 0 {
			own = novelty{float64(s.weight), float64(s.weight)}
		}
	}
	c := m.table.find(e.context, isContext)
	if c == nil {
		return 0
	}
	return m.surprise(e.level(), c.novelty(), own)
}
