package anomaly

import (
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// A crowd are the calls of one server, as one role sees them, that belong to no session: those of
// one principal or, of unknown ones, of one client at one address, as one service tells them. It may be many people, so that
// it takes more than of a session, and most of what the crowd does, before anything is told, and
// that is of lower severity. One of many who share a crowd is not seen.

// conduct is what the rules of behaviour know of a session or a crowd.
type conduct struct {
	attempts attempts
	// Bursts of what the rules of the same name count.
	calls, failures, refusals, unknown, denials burst
}

// party is who a call is taken for by the rules of behaviour.
type party struct {
	*conduct
	about uint64  // what is told once of it
	times float64 // how many times as much it takes as of a session
	name  string
	all   *beside // of a crowd
	// counted says that the call has counted for its session, too.
	counted bool
}

// beside is how many calls a crowd has made within the windows of some rules.
type beside struct{ retries, refusals, denials burst }

// crowd is what is known of one.
type crowd struct {
	conduct
	beside
}

// How many times as much it takes of a crowd: somebody who is known may run several agents.
const (
	timesOfOne  = 2
	timesOfMany = 4
)

// sessionParty is the session of the call.
func (x *moment) sessionParty(s *session) party {
	return party{conduct: &s.conduct, about: x.anyone, times: 1, name: "of the session"}
}

// inCrowd reports whether the call is one of a crowd: it belongs to no session, or begins one that
// is but a trace. Each request may have a trace of its own, whose only call is the first.
func (x *moment) inCrowd(s *session, begins bool) bool {
	return s == nil || begins && !x.named()
}

// named reports whether somebody has said which session the call belongs to.
func (x *moment) named() bool {
	c := x.Call
	return c.SessionKey != "" || c.SessionID != "" || c.ConversationID != ""
}

// crowdParty is the crowd of the call.
func (x *moment) crowdParty(s *session) party {
	p := party{counted: s != nil, times: timesOfMany, name: "without a session"}
	of := series.Mix(series.MixText(series.MixText(x.secret+'w', x.Call.ClientName), x.Peer), x.Service)
	if x.principal != 0 {
		p.times, of = timesOfOne, x.principal
	}
	p.about = series.Mix(of, x.server)
	c, _ := x.crowds.Add(series.Mix(of, x.serverAt), x.at, nil)
	p.conduct, p.all = &c.conduct, &c.beside
	if x.Call.Failed() || !around(x.Call) {
		p.all.retries.add(x.at, x.window(RetryLoop))
		p.all.refusals.add(x.at, x.window(ValidationBurst))
		p.all.denials.add(x.at, x.window(DenialBurst))
	}
	return p
}

// overOf counts an event of a type's burst and, if that is enough of the party, returns how many there
// are within the window. Of a crowd it takes most of the calls, too, which all counts.
func (x *moment) overOf(p *party, t Type, b, all *burst) (n int, enough bool) {
	n, enough = x.over(t, b)
	return n, enough && float64(n) >= p.times*x.threshold(t) && (p.all == nil || 2*n >= all.count(x.at, x.window(t)))
}

// foundOf is a finding about a party.
func (x *moment) foundOf(p *party, t Type, reason string, observed float64) Finding {
	f := x.found(t, reason, observed, p.times*x.threshold(t))
	if p.all != nil {
		f.Severity = f.Severity.lowered()
	}
	return f
}

// throng is how many different things all callers whom nobody names ask a tool for within a window.
type throng struct {
	since int64 // when it was asked first
	level level
}

// learn shows it what was asked for within a window.
func (t *throng) learn(w *walk, at int64) {
	n := w.targets.Count()
	if t.since == 0 {
		t.since = w.since
	}
	if at-t.since <= int64(settling) {
		t.level.adopt(n, at)
		return
	}
	t.level.learn(n, t.level.usual(at), atOnce, uint64(at/int64(24*time.Hour)), at)
}

// enough is how much is told: nothing until it is known what is usual.
func (t *throng) enough(threshold float64, at int64) (enough float64, known bool) {
	return max(timesOfMany*threshold, 2*t.level.usual(at)), t.since != 0 && at-t.since > int64(settling)
}

// asking looks for somebody in a crowd who asks for one thing after the other. Names of clients are
// made up with ease: all whom nobody names are one crowd here.
func (x *moment) asking(t *tool) {
	what := x.asked()
	if what == 0 || x.principal != 0 || t == nil || !x.options.on(Enumeration) {
		return
	}
	w := x.walk(series.Mix(x.serverAt, 'w'))
	w.crowd = true
	x.step(w, t, what)
	n := w.targets.Count()
	if enough, known := t.throng.enough(x.threshold(Enumeration), x.at); known && n >= enough {
		f := x.found(Enumeration, x.targets(n)+" without a session", n, enough)
		f.Severity = f.Severity.lowered()
		x.tell(f, series.Mix(x.server, x.tool))
	}
}

// allRefusals are the calls beside those whose arguments are refused, and allDenials those beside
// what is denied; nil of a session.
func (p *party) allRefusals() *burst {
	if p.all == nil {
		return nil
	}
	return &p.all.refusals
}

func (p *party) allDenials() *burst {
	if p.all == nil {
		return nil
	}
	return &p.all.denials
}
