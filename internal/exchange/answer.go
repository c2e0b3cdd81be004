package exchange

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// answer ends the request that it is for.
func (t *Tracker) answer(s *Stream, from Peer, m *jsonrpc.Message, at int64, out []*Exchange) []*Exchange {
	if !m.ID.IsSet() {
		return t.refusal(s, from, m, at, out)
	}
	k := t.keyOf(s.scope, from.other(), byID, m.ID.Raw)
	x := t.asked(k, s)
	if x == nil {
		t.unmatched(s, k)
		return out
	}
	return t.answered(x, s, m, at, out)
}

// asked returns the request that an answer on a stream is for. Of several with the
// same id it is one that was sent there, and else the one that has waited longest: a
// server answers those of one pipe in some order, and which is which is not on the
// wire. What the client sent in another HTTP exchange that lasts is answered there. A
// request that was handed off as a task has its answer.
func (t *Tracker) asked(k key, s *Stream) *pending {
	var first *pending
	for x := t.ids[k]; x != nil; x = x.twin {
		if x.task.kind != 0 {
			continue
		}
		if x.stream == s && s.carries() {
			return x
		}
		elsewhere := k.from == Client && s.carries() && x.stream.carries() && !x.stream.closed
		if first == nil && !elsewhere {
			first = x
		}
	}
	return first
}

func (t *Tracker) unmatched(s *Stream, k key) {
	switch {
	case s.scope.ended.has(k.hash):
		t.counts.Odd[Late]++
	case s.facts.Resumes:
		t.counts.Odd[Redelivered]++
	default:
		t.counts.Odd[Orphan]++
	}
}

// refusal is an answer without an id, which a server gives to what it could not read
// (JSON-RPC 2.0, section 5). Over HTTP it is for all that was sent there.
func (t *Tracker) refusal(s *Stream, from Peer, m *jsonrpc.Message, at int64, out []*Exchange) []*Exchange {
	found := false
	for i := 0; i < len(s.scope.open); {
		x := s.scope.open[i]
		if !s.carries() || from != Server || x.stream != s || x.From != Client || x.task.kind != 0 {
			i++
			continue
		}
		found = true
		out = t.answered(x, s, m, at, out)
	}
	if !found && s.status < 400 { // of what is no request the status tells
		t.counts.Odd[Orphan]++
	}
	return out
}

// answered reads an answer. It may leave the request open: as a task.
func (t *Tracker) answered(x *pending, s *Stream, m *jsonrpc.Message, at int64, out []*Exchange) []*Exchange {
	x.ResponseSize, x.ResponseCut = m.Size, m.Partial
	if x.stream == s {
		x.HTTPStatus = s.status
	}
	if m.Kind == jsonrpc.Error {
		code, message := m.Code()
		x.fail(code, message)
		return t.afterTask(x, at, t.finish(x, at, out))
	}
	r := readResult(m)
	override(&x.Call.ServerName, nameIn(r.metaServerInfo))
	override(&x.ServerVersion, versionIn(r.metaServerInfo))
	x.scope.suppose(x.Call.ProtocolVersion, "", x.Call.ServerName)
	if t.handOff(x, &r, at) {
		return t.taskChanged(x.task, r.taskStatus(), at, out)
	}
	x.holds(m.Result, &r)
	if m.Partial {
		x.Result, x.ContentSize = nil, 0
	}
	t.learn(x, &r)
	switch {
	case r.resultType.Is("input_required"):
		x.Call.Outcome = mcp.OutcomeInputRequired
		t.beginChain(x, &r, at)
	case r.isError && x.Call.Kind == mcp.KindToolCall:
		x.failTool(r.text())
	}
	out = t.finish(x, at, out)
	return t.afterTaskResult(x, &r, at, out)
}

// holds notes a result, and of a tool's how much of it is for a model.
func (x *pending) holds(raw jsonrpc.Raw, r *result) {
	x.Result = raw
	if x.Call.Kind == mcp.KindToolCall {
		x.ContentSize = r.contentSize()
	}
}

// learn takes from results what they say of server and session.
func (t *Tracker) learn(x *pending, r *result) {
	c := &x.Call
	switch c.Method {
	case mcp.MethodInitialize:
		override(&c.ProtocolVersion, version(short(r.protocolVersion)))
		override(&c.ServerName, nameIn(r.serverInfo))
		override(&x.ServerVersion, versionIn(r.serverInfo))
		x.Capabilities = r.capabilities
		x.scope.version, x.scope.client, x.scope.server = c.ProtocolVersion, c.ClientName, c.ServerName
		x.scope.clientVersion, x.scope.serverVersion = x.ClientVersion, x.ServerVersion
		t.servers.learn(x.stream.facts.Server, c.ServerName, x.ServerVersion)
	case methodDiscover:
		x.Capabilities = r.capabilities
	case methodToolsList, methodPromptsList, methodResourcesList, methodTemplatesList:
		x.Listed = r.listed
	case "elicitation/create":
		x.Actions.add(r.action)
	}
}
