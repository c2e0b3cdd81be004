package sequence

import (
	"math"
	"time"
)

// Model is what is usual in one population. It takes 63 KB, whatever it is shown, and
// allocates nothing. It is not safe for concurrent use.
type Model struct {
	options  Options
	symbols  symbols
	contexts contexts
	totals   [levels]novelty // of all contexts of a level
	sessions float64         // weight of the sessions that were taught
	recent   recent
	ranks    ranks
	day      day

	// gain is the weight of a session that ends now. It doubles with each half-life, so
	// that all earlier weights fade without being touched (forward decay).
	gain float64
	now  int64 // latest end of a session, Unix nanoseconds; 0 before the first
}

// Call is what is looked at of a tool call. Its texts are not kept.
type Call struct {
	Tool string
	// Arguments is the text of a JSON object. Any other, a broken or a cut one, and one
	// of more than [MaxArguments] bytes, is no evidence.
	Arguments string
}

// New returns a model that knows nothing.
func New(o Options) *Model {
	o.setDefaults()
	return &Model{options: o, gain: 1}
}

// Ready reports whether the model has seen enough to flag anything.
func (m *Model) Ready() bool {
	// The first of them have faded a little when the last is learned.
	enough := 0.99 * float64(m.options.MinSessions)
	return m.sessions/m.gain >= enough && m.ranks.n >= m.options.MinSessions
}

// Next judges the next call of a session, and takes note of it.
func (m *Model) Next(s *Session, c *Call) Verdict {
	if s.calls == 0 {
		s.muted = !s.Usual && !m.day.allows(s.Who, m.options.DailyShare)
	}
	var list events
	m.read(&list, s, c)
	var found strongest
	for _, e := range list.list[:list.n] {
		found.add(e.level(), m.see(s, e))
	}
	v := m.verdict(&found)
	s.flagged = s.flagged || v.Score >= Flag && !s.Usual
	return v
}

// see returns how surprising an event is, and counts it if it is not.
func (m *Model) see(s *Session, e event) float64 {
	if known := m.known(e); known != nil {
		if !s.flagged && !s.muted {
			m.refresh(s, e, known)
		}
		return 0
	}
	if s.has(e) {
		return 0
	}
	bits := 0.0
	if c := m.contexts.find(e.context); c != nil {
		if n := c.novelty(); !n.without(novelty{}, m.gain).open() {
			bits = m.surprise(e.level(), n, novelty{})
		} else if !e.sampled() {
			return 0
		}
	}
	s.remember(e, bits)
	return bits
}

// End teaches a session to the model, as of a time, and empties it. Earlier times than
// those seen before count as the latest of them; one that is far ahead makes the model
// forget, so that it is the observer's clock that has to be asked.
func (m *Model) End(s *Session, now time.Time) {
	if s.calls == 0 {
		*s = Session{Who: s.Who}
		return
	}
	m.advance(now.UnixNano())
	voter := m.voter(s.Who)
	if s.Usual || m.day.admit(s.Who, m.options.DailyShare) {
		m.recent.add(m.outline(s), m.options.Budget)
		m.sessions += m.gain
		if s.flagged {
			m.vote(s, voter)
		} else {
			m.teach(s, voter)
		}
		m.rank()
	}
	*s = Session{Who: s.Who}
}

// advance moves the present, and the day.
func (m *Model) advance(now int64) {
	if m.now == 0 {
		m.now = now
	}
	if now > m.now {
		halfLives := (float64(now) - float64(m.now)) / float64(m.options.HalfLife)
		m.gain *= math.Exp2(min(halfLives, 500))
		m.now = now
	}
	if m.gain > maxGain {
		m.rescale()
	}
	m.day.advance(m.now)
}

// maxGain keeps float32 weights far from their largest value.
const maxGain = 1 << 40

// rescale makes the gain one again, and all weights smaller in the same measure.
func (m *Model) rescale() {
	by := 1 / m.gain
	for i := range m.symbols {
		m.symbols[i].weight = fade(m.symbols[i].weight.value() * by)
	}
	for i := range m.contexts {
		m.contexts[i].seen *= float32(by)
		m.contexts[i].once *= float32(by)
	}
	for i := range m.totals {
		m.totals[i].seen *= by
		m.totals[i].once *= by
	}
	m.sessions *= by
	m.gain = 1
}
