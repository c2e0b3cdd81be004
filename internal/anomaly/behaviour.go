package anomaly

import (
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// session is what is known of one, as one role sees it.
type session struct {
	conduct
	began  int64
	volume burst
	// The session as its population's model of sequences sees it.
	population uint64
	sequence   sequence.Session
	oddest     float64 // how odd its oddest call is
}

// principal is what is known of one.
type principal struct {
	calls       uint32
	destructive bool
	denials     burst
}

// behaviour judges what a call does, by what others did before.
func (x *moment) behaviour() {
	x.newPrincipal()
	t := x.knownTool()
	s, begins := x.knownSession()
	if s != nil {
		x.conducts(x.sessionParty(s))
		x.volume(s)
		x.unusual(s)
	}
	if x.inCrowd(s, begins) {
		x.conducts(x.crowdParty(s))
		x.asking(t)
	}
	x.usuals()
	x.flowing()
	x.listed()
	x.forgetListed()
	x.undeclared()
	x.denied()
	x.enumeration(t)
	x.destructive()
	x.oversized()
}

// conducts judges what a session or a crowd does.
func (x *moment) conducts(p party) {
	x.retry(&p)
	x.failing(&p)
	x.refused(&p)
	x.deniedAll(&p)
}

// knownSession is that of the call, or nil if it belongs to none, and whether it begins with it.
func (x *moment) knownSession() (s *session, begins bool) {
	if x.session == 0 {
		return nil, false
	}
	s, begins = x.sessions.Add(x.session, x.at, x.sessionEnded)
	if begins {
		s.began = x.at
	}
	// Traces come and go: only sessions that somebody has named are counted.
	if begins && (x.Call.SessionKey != "" || x.Call.SessionID != "") {
		x.flooded(SessionFlood, &x.floods.sessions, "%d sessions began within %s")
	}
	return s, begins
}

func (x *moment) threshold(t Type) float64 { return x.options.Types[t].Threshold }

// failing looks for sessions most of whose calls fail.
func (x *moment) failing(p *party) {
	if !x.options.on(ErrorBurst) {
		return
	}
	if !x.Call.Failed() && around(x.Call) {
		return
	}
	calls := p.calls.add(x.at, x.options.Types[ErrorBurst].Window)
	if !x.Call.Failed() {
		return
	}
	n, enough := x.overOf(p, ErrorBurst, &p.failures, &p.calls)
	if enough && 3*n >= 2*calls {
		x.tell(x.foundOf(p, ErrorBurst, fmt.Sprintf("%d of the last %d calls %s have failed", n, calls, p.name), float64(n)), p.about)
	}
}

// around reports whether a call only goes with others, as lists, roots and pings do: whether
// those succeed is not for them to say.
func around(c *mcp.Call) bool {
	switch c.Method {
	case mcp.MethodResourcesRead, mcp.MethodPromptsGet:
		return false
	}
	return c.Kind == mcp.KindRequest || c.Kind == mcp.KindNotification
}

// methodNotFound is the code for what a server does not do at all (JSON-RPC 2.0, section 5.1). Clients
// ask for it with good arguments: resources and prompts are listed whatever a server declares.
const methodNotFound = "-32601"

// refused looks for arguments that are refused and for tools that are made up.
func (x *moment) refused(p *party) {
	switch x.Call.Outcome {
	case mcp.OutcomeValidationError:
		if x.Call.ErrorType == methodNotFound || x.Call.StatusCode == methodNotFound {
			return
		}
		if n, enough := x.overOf(p, ValidationBurst, &p.refusals, p.allRefusals()); enough {
			x.tell(x.foundOf(p, ValidationBurst, fmt.Sprintf("arguments were refused %d times within %s", n, x.window(ValidationBurst)), float64(n)), p.about)
		}
	case mcp.OutcomeUnknownTool:
		x.madeUp(p)
	}
}

// madeUp tells of a tool that the server does not have: that is a fact, whoever has called it.
func (x *moment) madeUp(p *party) {
	n, enough := x.over(UnknownTool, &p.unknown)
	many := float64(n) >= 3*p.times
	if !enough || p.counted && !many {
		return
	}
	f := x.found(UnknownTool, "a tool was called that the server does not have", float64(n), none)
	about := p.about
	if many {
		f.Severity, about = f.Severity.raised(), about+1
		f.Reason = fmt.Sprintf("%d calls within %s of tools that the server does not have", n, x.window(UnknownTool))
	}
	x.tell(f, about)
}

func (x *moment) window(t Type) time.Duration { return x.options.Types[t].Window }

// denied counts denials of a principal.
func (x *moment) denied() {
	if x.Call.Outcome != mcp.OutcomeAuthDenied || x.principal == 0 {
		return
	}
	p, _ := x.principals.Add(x.asSeen(x.principal), x.at, nil)
	if n, enough := x.over(DenialBurst, &p.denials); enough {
		x.tell(x.found(DenialBurst, fmt.Sprintf("%d calls were denied within %s", n, x.window(DenialBurst)), float64(n), x.threshold(DenialBurst)), x.principal)
	}
}

// deniedAll counts denials of a session or a crowd whose principal is unknown.
func (x *moment) deniedAll(p *party) {
	if x.Call.Outcome != mcp.OutcomeAuthDenied || x.principal != 0 {
		return
	}
	if n, enough := x.overOf(p, DenialBurst, &p.denials, p.allDenials()); enough {
		x.tell(x.foundOf(p, DenialBurst, fmt.Sprintf("%d calls were denied within %s", n, x.window(DenialBurst)), float64(n)), p.about)
	}
}

// oversized looks for results that fill a model's context.
func (x *moment) oversized() {
	if x.Call.Kind != mcp.KindToolCall {
		return
	}
	size := x.resultSize()
	if size < x.threshold(OversizedResult) {
		return
	}
	if x.Call.ContentSize == 0 {
		size -= float64(mcp.Doubled(x.Call.Result))
	}
	if size >= x.threshold(OversizedResult) && !pictures(x.Call.Result) {
		x.tell(x.found(OversizedResult, fmt.Sprintf("a result of %.0f bytes", size), size, x.threshold(OversizedResult)), x.tool)
	}
}

// pictures reports whether a result holds some, or sound, which a model does not read as
// text (specification, server/tools, image and audio content).
func pictures(result string) bool {
	return strings.Contains(result, `"mimeType":"image/`) || strings.Contains(result, `"mimeType":"audio/`)
}

// resultSize is in bytes; 0 if nothing is known. Of a tool whose content is known it is that of what
// a model is given: the message may hold it twice.
func (x *moment) resultSize() float64 {
	if x.Call.ContentSize > 0 {
		return float64(x.Call.ContentSize)
	}
	return float64(max(x.Call.ResponseSize, int64(len(x.Call.Result))))
}

// requestSize is in bytes; 0 if nothing is known.
func (x *moment) requestSize() float64 {
	return float64(max(x.Call.RequestSize, int64(len(x.Call.Arguments))))
}
