package anomaly

import (
	"fmt"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// flows is what the calls of one session, of several servers, have returned. It is that
// of the role that first tells of a result: others would tell the same again, and may name
// servers otherwise.
type flows struct {
	role    mcp.Role
	bound   bool // the role is known
	session flow.Session
	sources [maxSources]source
	n       uint8
}

// maxSources is how many tools of a session are told apart. Of more, what they return is
// not followed.
const maxSources = 24

// source is a tool that has returned something.
type source struct {
	tool, server uint64
	private      bool
	stated       bool // somebody has said so
	outbound     bool // its name says that it sends what it is given to somebody
}

// flowing looks for data that go from one tool to another that is open to the world.
func (x *moment) flowing() {
	c := x.Call
	if c.Kind != mcp.KindToolCall || x.flow == 0 || c.Arguments == "" && c.Result == "" || !x.options.on(ValueFlow) {
		return
	}
	f, _ := x.flows.Add(x.flow, x.at, nil)
	if f.bound && f.role != c.Role {
		return
	}
	n := f.source(x)
	switch {
	case c.Arguments == "":
	case n > 0 && x.keeps(&f.sources[n-1]):
		x.engine.Own(&f.session, c.Arguments)
	default:
		x.matches = x.engine.Arguments(&f.session, c.Arguments, x.matches[:0])
		for i := range x.matches {
			x.flowed(f, &x.matches[i])
		}
	}
	if c.Result == "" || c.Failed() {
		return
	}
	f.role, f.bound = c.Role, true
	// What is for everybody would push out what is not.
	if n > 0 && f.sources[n-1].private {
		x.engine.Result(&f.session, n, c.Result)
	}
}

// source returns the number of the tool of a call, or 0 if there are too many.
func (f *flows) source(x *moment) uint8 {
	for i := range f.sources[:f.n] {
		if f.sources[i].tool == x.tool {
			return uint8(i) + 1
		}
	}
	if f.n == maxSources {
		return 0
	}
	private, stated := x.private()
	f.sources[f.n] = source{x.tool, x.server, private, stated, outboundName(x.Call.Tool)}
	f.n++
	return f.n
}

// flowed judges a match. Within one server it takes an encoding, unless somebody has said
// which tools are private and open: to hand on what was found is what tools are for.
func (x *moment) flowed(f *flows, m *flow.Match) {
	if m.Source == 0 || m.Source > f.n {
		return
	}
	from := &f.sources[m.Source-1]
	open, stated := x.open()
	if !from.private || !open || from.tool == x.tool || !x.much(m) {
		return
	}
	stated = stated && from.stated
	if from.server == x.server && !m.Encoded && !stated {
		return
	}
	finding := x.found(ValueFlow, fmt.Sprintf("about %d characters that another tool returned were sent on", m.Bytes), float64(m.Bytes), x.threshold(ValueFlow))
	finding.Score = min(1, 0.6+float64(m.Bytes)/1000)
	switch {
	case m.Encoded:
		finding.Reason += ", encoded"
		finding.Score = max(finding.Score, 0.9)
	case !stated:
		finding.Severity = finding.Severity.lowered()
	}
	x.tell(finding, x.flow+x.tool)
}

// much reports whether a match is more than a coincidence, and more than what one tool is
// commonly told of another's: a single address or number, unless somebody has encoded it.
func (x *moment) much(m *flow.Match) bool {
	enough := x.threshold(ValueFlow)
	if m.Encoded {
		return float64(m.Bytes) >= enough/2 || m.Values > 0
	}
	return float64(m.Bytes) >= enough || m.Values >= manyValues
}

// manyValues are more than a recipient and a subject.
const manyValues = 3

// private reports whether what the tool of the call returns is not for everybody, and
// whether somebody has said so.
func (x *moment) private() (private, stated bool) {
	if x.options.Private != nil {
		return x.options.Private(x.Server, x.Call.Tool), true
	}
	open := x.declared().OpenWorld
	return open != catalog.Yes, open != catalog.Unsaid
}

// open reports whether what the tool of the call is given reaches somebody else, and
// whether somebody has said so.
func (x *moment) open() (open, stated bool) {
	if x.options.Open != nil {
		return x.options.Open(x.Server, x.Call.Tool), true
	}
	if said := x.declared().OpenWorld; said != catalog.Unsaid {
		return said == catalog.Yes, true
	}
	return outboundName(x.Call.Tool), false
}

// keeps reports whether what the tool of the call is given reaches nobody else: then it
// does not matter where that is from.
func (x *moment) keeps(s *source) bool {
	if x.options.Open != nil {
		return !x.options.Open(x.Server, x.Call.Tool)
	}
	if said := x.declared().OpenWorld; said != catalog.Unsaid {
		return said == catalog.No
	}
	return !s.outbound
}

// outboundVerbs are words in names of tools that send what they are given to somebody.
var outboundVerbs = map[string]bool{
	"send": true, "post": true, "email": true, "mail": true, "message": true, "publish": true, "upload": true, "share": true,
	"tweet": true, "fetch": true, "http": true, "request": true, "webhook": true, "notify": true, "reply": true, "comment": true,
	"forward": true, "submit": true, "browse": true, "navigate": true, "url": true, "curl": true, "invite": true,
}

// inboundVerbs are first words of names of tools that bring something, whatever from.
var inboundVerbs = map[string]bool{
	"get": true, "read": true, "list": true, "search": true, "find": true, "query": true, "show": true, "count": true, "describe": true, "pull": true,
}

func outboundName(name string) bool {
	first := true
	for word := range words(name) {
		word = strings.ToLower(word)
		if first && inboundVerbs[word] {
			return false
		}
		if outboundVerbs[word] {
			return true
		}
		first = false
	}
	return false
}
