package session

import "slices"

// Reason is why something ended.
type Reason uint8

// Reasons.
const (
	// Idle is that nothing came for too long.
	Idle Reason = iota
	// Closed is that somebody said so, or the connection is gone.
	Closed
	// PushedOut is that the bound was reached.
	PushedOut
)

var reasonNames = [...]string{"idle", "closed", "pushed_out"}

// String returns the reason in words.
func (r Reason) String() string { return reasonNames[r] }

// Ended is a session or a turn that is over.
type Ended struct {
	// Turn is zero if it is the session that is over. The turns of a session are told
	// before it.
	Session, Turn ID
	// Evidence is the strongest that the session had.
	Evidence Tier
	Reason   Reason

	// Start and End are the beginning of the first call and the end of the last one,
	// or of the session if that was said; Unix nanoseconds.
	Start, End int64
	Tally
	// Turns is how many a session had.
	Turns int

	// Server, Principal and Client are those of the session's first call.
	Server, Principal, Client string
	// SessionID, ClientName and ServerName are what its calls said, as far as they did.
	SessionID, ClientName, ServerName string
	// Trace is the trace of a turn that is known by it.
	Trace [16]byte
}

// end ends a session and its turns.
func (g *Groups) end(s *session, why Reason, out []Ended) []Ended {
	for len(s.turns) > 0 {
		out = g.endTurn(s, s.turns[0], why, out)
	}
	for _, h := range s.handles {
		delete(g.byHandle, h.hash)
	}
	g.unlink(s)
	g.size--
	x := s.ended(why)
	x.Start, x.End, x.Tally, x.Turns = s.start, s.end, s.Tally, s.turned
	return append(out, x)
}

// endTurns ends the turns that were over at a time.
func (g *Groups) endTurns(s *session, at int64, out []Ended) []Ended {
	for i := 0; i < len(s.turns); {
		t := s.turns[i]
		if at-t.end <= t.silence(&g.options) {
			i++
			continue
		}
		out = g.endTurn(s, t, Idle, out)
	}
	return out
}

func (g *Groups) endTurn(s *session, t *turn, why Reason, out []Ended) []Ended {
	i := slices.Index(s.turns, t)
	s.turns = slices.Delete(s.turns, i, i+1)
	x := s.ended(why)
	x.Turn, x.Trace = t.id, t.trace
	x.Start, x.End, x.Tally = t.start, t.end, t.Tally
	return append(out, x)
}

func (s *session) ended(why Reason) Ended {
	return Ended{
		Session: s.id, Evidence: s.tier, Reason: why,
		Server: s.evidence.Server, Principal: s.evidence.Principal, Client: s.evidence.Client,
		SessionID: s.call.sessionID, ClientName: s.call.client, ServerName: s.call.server,
	}
}
