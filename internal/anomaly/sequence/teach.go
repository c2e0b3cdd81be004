package sequence

// refresh counts an event that is known, once for each session.
func (m *Model) refresh(s *Session, e event, known *symbol) {
	if !s.count(e.symbol) {
		return
	}
	c := m.visit(s, e)
	if known.state&isSingle != 0 {
		m.repeat(e.level(), c, known)
	}
	known.weight = fade(known.weight.value() + m.gain)
}

// visit counts a context, once for each session.
func (m *Model) visit(s *Session, e event) *context {
	c := m.contexts.find(e.context)
	if c == nil {
		c = m.contexts.put(e.context)
	}
	if s.count(e.context) {
		c.seen += float32(m.gain)
		m.totals[e.level()].seen += m.gain
	}
	return c
}

// repeat notes that a symbol did not occur in one session only.
func (m *Model) repeat(l level, c *context, of *symbol) {
	of.state &^= isSingle
	c.once = max(0, c.once-float32(of.weight.value()))
	m.totals[l].once = max(0, m.totals[l].once-of.weight.value())
}

// endOfSession is what follows the last tool.
const endOfSession = 0x656e64

// teach makes what was new in a session part of the usual. What others were flagged for
// becomes so only by votes, of which this session has one.
func (m *Model) teach(s *Session, voter uint64) {
	m.teachEvent(s, newEvent(levelPair, s.last, endOfSession), voter)
	for _, e := range s.fresh[:s.nfresh] {
		m.teachEvent(s, e, voter)
	}
}

func (m *Model) teachEvent(s *Session, e event, voter uint64) {
	found := m.symbols.find(e.symbol)
	switch {
	case m.trusts(found): // learned from another session by now
		m.refresh(s, e, found)
	case found != nil && found.state.votes() > 0 && !s.Usual:
		m.voteFor(e, voter)
	default:
		m.learn(s, e, found)
	}
}

// learn makes an event part of the usual, as one that occurred in this session only.
func (m *Model) learn(s *Session, e event, found *symbol) {
	if found == nil {
		found = m.symbols.put(e.symbol)
	}
	found.weight, found.state = fade(m.gain), isTrusted|isSingle
	once := found.weight.value()
	m.visit(s, e).once += float32(once)
	m.totals[e.level()].once += once
}

// untrusted is the weight of a symbol that was only seen in flagged sessions: it gives
// way to what is usual.
const untrusted = 0.25

// vote notes what was new in a session that was flagged. It becomes part of the usual
// when enough principals were flagged for it.
func (m *Model) vote(s *Session, voter uint64) {
	for _, e := range s.fresh[:s.nfresh] {
		if m.known(e) == nil {
			m.voteFor(e, voter)
		}
	}
}

func (m *Model) voteFor(e event, voter uint64) {
	of := m.symbols.find(e.symbol)
	if of == nil {
		of = m.symbols.put(e.symbol)
	}
	if of.state&isTrusted != 0 { // and forgotten
		of.state = 0
	}
	of.state |= vote(voter, e.symbol)
	of.weight = fade(untrusted * m.gain)
	if of.state.votes() >= m.options.Confirm {
		of.state, of.weight = isTrusted, fade(m.gain)
	}
}

// voter is who is counted for a flagged session: the principal or, for want of one, the
// day.
func (m *Model) voter(who uint64) uint64 {
	if who != 0 {
		return who
	}
	return uint64(m.day.number)
}
