package sequence

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// refresh counts an event that is known, once for each session.
func (m *Model) refresh(s *Session, e event, symbol *entry) {
	if !s.count(e.symbol) {
		return
	}
	context := m.visit(s, e)
	if symbol.state&isSingle != 0 {
		m.repeat(e.level(), context, symbol)
	}
	symbol.weight += float32(m.gain)
}

// visit counts a context, once for each session.
func (m *Model) visit(s *Session, e event) *entry {
	c := m.table.find(e.context, isContext)
	if c == nil {
		c = m.table.put(e.context, isContext)
	}
	if s.count(e.context) {
		c.weight += float32(m.gain)
		m.totals[e.level()].seen += m.gain
	}
	return c
}

// repeat notes that a symbol did not occur in one session only.
func (m *Model) repeat(l level, context, symbol *entry) {
	symbol.state &^= isSingle
	context.once = max(0, context.once-symbol.weight)
	m.totals[l].once = max(0, m.totals[l].once-float64(symbol.weight))
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
	symbol := m.table.find(e.symbol, 0)
	switch {
	case m.trusts(symbol): // learned from another session by now
		m.refresh(s, e, symbol)
	case symbol != nil && symbol.votes != 0 && !s.Usual:
		m.voteFor(e, voter)
	default:
		m.learn(s, e)
	}
}

// learn makes an event part of the usual, as one that occurred in this session only.
func (m *Model) learn(s *Session, e event) {
	m.visit(s, e)
	symbol := m.table.find(e.symbol, 0)
	if symbol == nil {
		symbol = m.table.put(e.symbol, 0)
	}
	*symbol = entry{key: e.symbol, weight: float32(m.gain), state: isTrusted | isSingle}
	// Making room for the symbol can have cost its context.
	if c := m.table.find(e.context, isContext); c != nil {
		c.once += symbol.weight
		m.totals[e.level()].once += float64(symbol.weight)
	}
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
	symbol := m.table.find(e.symbol, 0)
	switch {
	case symbol == nil:
		symbol = m.table.put(e.symbol, isSingle)
	case symbol.state&isTrusted != 0: // and forgotten
		*symbol = entry{key: e.symbol, state: isSingle}
	default:
		symbol.state &^= isSingle
	}
	// Which bit is another one's depends on the symbol, so that no two principals share
	// theirs everywhere.
	symbol.votes |= 1 << (series.Mix(voter, uint64(e.symbol)) & 15)
	symbol.weight = untrusted * float32(m.gain)
	if bits.OnesCount16(symbol.votes) >= m.options.Confirm {
		symbol.state |= isTrusted
		symbol.weight = float32(m.gain)
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
