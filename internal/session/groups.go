package session

import (
	"hash/maphash"
	"slices"
	"strconv"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Options are the bounds of groups. A zero value stands for its default.
type Options struct {
	// Key is that of the hash from which ids are made.
	Key []byte
	// Idle is after how long without a call that ended a session has ended; 1 hour. A
	// call that takes longer, with nothing beside it, begins one of its own.
	Idle time.Duration
	// PrincipalGap is the same for sessions that are known by their principal only;
	// 15 minutes.
	PrincipalGap time.Duration
	// TurnGap is the longest pause within a turn; 30 seconds. TraceGap is the same
	// where a propagated trace shows what belongs to it; 5 minutes.
	TurnGap, TraceGap time.Duration
	// MaxSessions is the number of sessions that are held; 10 000. Beyond it the one
	// that was silent longest has ended.
	MaxSessions int
}

// Bounds of a session.
const (
	// maxTurns is the number of turns that are open at once; beyond it the one that
	// was silent longest has ended.
	maxTurns = 8
	// maxHandles is the number of pieces of evidence by which a session is found;
	// beyond it the weaker one that was learned first is forgotten.
	maxHandles = 16
)

func (o *Options) setDefaults() {
	for field, value := range map[*time.Duration]time.Duration{
		&o.Idle: time.Hour, &o.PrincipalGap: 15 * time.Minute, &o.TurnGap: 30 * time.Second, &o.TraceGap: 5 * time.Minute,
	} {
		if *field == 0 {
			*field = value
		}
	}
	if o.MaxSessions <= 0 {
		o.MaxSessions = 10_000
	}
}

// Groups holds the sessions that have not ended. Times are Unix nanoseconds.
//
// Groups are not safe for concurrent use.
type Groups struct {
	options Options
	hasher  Hasher
	seed    maphash.Seed

	byHandle    map[uint64]*session
	first, last *session // the one that was silent longest first
	size        int
	text        []byte // reused
}

// New returns empty groups.
func New(o Options) *Groups {
	o.setDefaults()
	return &Groups{options: o, hasher: NewHasher(o.Key), seed: maphash.MakeSeed(), byHandle: map[uint64]*session{}}
}

// session is one that has not ended.
type session struct {
	id       ID
	tier     Tier // of the strongest evidence it was found by
	evidence Evidence
	call     called
	span
	Tally
	turns   []*turn
	turned  int // turns so far
	handles []handle
	active  int64 // end of the last call

	prev, next *session
}

// called is what calls say of their session.
type called struct{ sessionID, client, server string }

// Place is where a call belongs.
type Place struct {
	Session ID
	// Evidence is what put the call there; [None] if it belongs to no session.
	Evidence Tier
	// Turn is zero if the call belongs to none.
	Turn ID
	// NewSession and NewTurn say that they begin with this call.
	NewSession, NewTurn bool
}

// Assign finds or begins the session and turn of a call that has ended, and appends
// what ended because of that to out. What was refused begins no session. Calls are to be assigned in the order in which
// they ended; a session's time is that of the calls.
func (g *Groups) Assign(c *mcp.Call, e Evidence, out []Ended) (Place, []Ended) {
	var room [maxEvidence]handle
	handles := g.preferred(g.handles(c, &e, room[:0]))
	if len(handles) == 0 {
		return Place{}, out
	}
	s, tier := g.find(handles)
	if s != nil && g.over(s, c) {
		out = g.end(s, Idle, out)
		s = nil
	}
	p := Place{Evidence: tier}
	if s == nil && c.Refused() {
		return Place{}, out
	}
	if s == nil {
		s, out = g.begin(c, e, handles[0], out)
		p.Evidence, p.NewSession = handles[0].tier, true
	}
	g.learn(s, handles)
	g.touch(s, c)
	p.Session = s.id
	trace := c.TraceID
	if e.WeakTrace {
		trace = [16]byte{}
	}
	p.Turn, p.NewTurn, out = g.turn(s, c, trace, out)
	return p, out
}

// preferred puts the principal before evidence that only links calls, if none of that
// is known yet.
func (g *Groups) preferred(handles []handle) []handle {
	last := len(handles) - 1
	if last < 1 || !handles[0].links || handles[last].tier != Principal {
		return handles
	}
	for _, h := range handles[:last] {
		if g.byHandle[h.hash] != nil {
			return handles
		}
	}
	principal := handles[last]
	copy(handles[1:], handles[:last])
	handles[0] = principal
	return handles
}

// find returns the session by the strongest evidence that is known. Weak evidence
// does not lead into a session that began with evidence as strong as the call's own,
// but other.
func (g *Groups) find(handles []handle) (*session, Tier) {
	strongest := handles[0].tier
	for _, h := range handles {
		s := g.byHandle[h.hash]
		if s == nil {
			continue
		}
		if h.tier == strongest || s.tier > strongest && h.tier != Principal {
			return s, h.tier
		}
	}
	return nil, None
}

// over reports whether a session had ended when a call began. Where the principal is
// all that is known, a handshake is a beginning.
func (g *Groups) over(s *session, c *mcp.Call) bool {
	if s.tier == Principal && c.Method == mcp.MethodInitialize {
		return true
	}
	return c.Start-s.active >= g.idle(s)
}

func (g *Groups) idle(s *session) int64 {
	if s.tier == Principal {
		return int64(g.options.PrincipalGap)
	}
	return int64(g.options.Idle)
}

func (g *Groups) begin(c *mcp.Call, e Evidence, h handle, out []Ended) (*session, []Ended) {
	if g.size >= g.options.MaxSessions {
		out = g.end(g.first, PushedOut, out)
	}
	s := &session{tier: h.tier, evidence: e, span: span{c.Start, c.End}, active: c.End, handles: make([]handle, 0, 4)}
	s.id = g.hasher.sum("session", e.Server, e.Principal, e.Process, e.Client, c.SessionID, c.ConversationID,
		string(c.TraceID[:]), number(uint64(c.Start)))
	g.push(s)
	g.size++
	return s, out
}

// learn makes a session known by what a call of it carries. The principal says
// something only where nothing else does.
func (g *Groups) learn(s *session, handles []handle) {
	if !handles[0].links {
		s.tier = min(s.tier, handles[0].tier)
	}
	for i, h := range handles {
		if g.byHandle[h.hash] != nil || i > 0 && h.tier == Principal {
			continue
		}
		if len(s.handles) == maxHandles {
			g.unlearn(s)
		}
		s.handles = append(s.handles, h)
		g.byHandle[h.hash] = s
	}
}

// unlearn forgets what was learned first among the evidence that only links calls or
// is weaker than the session's.
func (g *Groups) unlearn(s *session) {
	i := max(0, slices.IndexFunc(s.handles, func(h handle) bool { return h.links || h.tier > s.tier }))
	delete(g.byHandle, s.handles[i].hash)
	s.handles = slices.Delete(s.handles, i, i+1)
}

func (g *Groups) touch(s *session, c *mcp.Call) {
	s.cover(c)
	s.add(c)
	s.active = max(s.active, c.End)
	if c.SessionID != "" {
		s.call.sessionID = c.SessionID
	}
	if c.ClientName != "" {
		s.call.client = c.ClientName
	}
	if c.ServerName != "" {
		s.call.server = c.ServerName
	}
	if g.last != s {
		g.unlink(s)
		g.push(s)
	}
}

// turn puts a call into one of the session's turns.
func (g *Groups) turn(s *session, c *mcp.Call, trace [16]byte, out []Ended) (id ID, begun bool, _ []Ended) {
	part := c.TurnPart()
	if part == mcp.TurnApart {
		return ID{}, false, out
	}
	out = g.endTurns(s, c.Start, out)
	t := s.turnOf(c.Start, trace, &g.options)
	if t == nil {
		if part != mcp.TurnWorks {
			return ID{}, false, out
		}
		if len(s.turns) == maxTurns {
			out = g.endTurn(s, s.turns[0], PushedOut, out)
		}
		s.turned++
		t = &turn{trace: trace, span: span{c.Start, c.End}}
		t.id = g.hasher.sum("turn", string(s.id[:]), strconv.Itoa(s.turned))
		s.turns = append(s.turns, t)
		begun = true
	}
	t.cover(c)
	t.add(c)
	return t.id, begun, out
}

// End ends the session that a protocol's session id or a process stands for: the
// client deleted it, the server forgot it, the process is gone.
func (g *Groups) End(e Evidence, sessionID string, at int64, out []Ended) []Ended {
	var room [maxEvidence]handle
	for _, h := range g.handles(&mcp.Call{SessionID: sessionID}, &e, room[:0]) {
		if s := g.byHandle[h.hash]; s != nil && h.tier == Protocol {
			s.end = max(s.end, at)
			return g.end(s, Closed, out)
		}
	}
	return out
}

// Expire appends the turns and sessions that are over by now. It looks at every
// session, so once in some seconds is often enough.
func (g *Groups) Expire(now int64, out []Ended) []Ended {
	for s := g.first; s != nil; {
		next := s.next
		if now-s.active >= g.idle(s) {
			out = g.end(s, Idle, out)
		} else {
			out = g.endTurns(s, now, out)
		}
		s = next
	}
	return out
}

// Stop ends everything.
func (g *Groups) Stop(out []Ended) []Ended {
	for g.first != nil {
		out = g.end(g.first, Closed, out)
	}
	return out
}

// Len returns the number of sessions that have not ended.
func (g *Groups) Len() int { return g.size }

func (g *Groups) push(s *session) {
	s.prev, s.next = g.last, nil
	if g.last != nil {
		g.last.next = s
	} else {
		g.first = s
	}
	g.last = s
}

func (g *Groups) unlink(s *session) {
	if s.prev != nil {
		s.prev.next = s.next
	} else {
		g.first = s.next
	}
	if s.next != nil {
		s.next.prev = s.prev
	} else {
		g.last = s.prev
	}
}
