package exchange

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Methods that mean something here.
const (
	methodDiscover      = "server/discover"
	methodToolsList     = "tools/list"
	methodPromptsList   = "prompts/list"
	methodResourcesList = "resources/list"
	methodTemplatesList = "resources/templates/list"
	methodTasksGet      = "tasks/get"
	methodTasksResult   = "tasks/result"
	methodTasksCancel   = "tasks/cancel"
	methodCancelled     = "notifications/cancelled"
	methodProgress      = "notifications/progress"
	methodTask          = "notifications/tasks"
	methodTaskStatus    = "notifications/tasks/status"
)

// operationExecuteTool is gen_ai.operation.name of a tool call.
const operationExecuteTool = "execute_tool"

// begin fills in what a request or notification says.
func (t *Tracker) begin(e *Exchange, s *Stream, from Peer, m *jsonrpc.Message, p *params, at int64) {
	c, f := &e.Call, &s.facts
	c.Method = short(m.Method)
	c.Kind = kindOf(m.Kind, c.Method)
	c.Role, c.Side = t.options.view(from)
	c.Start, c.End = at, at
	c.SessionID = s.scope.key.session
	if !m.Version.Is("2.0") {
		c.JSONRPCVersion = short(m.Version)
	}
	e.From, e.Server, e.Principal = from, f.Server, f.Principal
	e.RequestSize = m.Size
	e.Level = short(p.level)
	f.connection(c, from)
	e.names(p, s)
	e.trace(&p.meta, f)
	name := e.target(p)
	if from == Client && f.headersDiffer(c.Method, name) {
		e.HeaderMismatch = true
		t.counts.Odd[HeaderMismatch]++
	}
}

func kindOf(kind jsonrpc.Kind, method string) mcp.Kind {
	if kind == jsonrpc.Notification {
		return mcp.KindNotification
	}
	if method == mcp.MethodToolsCall {
		return mcp.KindToolCall
	}
	return mcp.KindRequest
}

// connection fills in how the message travelled.
func (f *Facts) connection(c *mcp.Call, from Peer) {
	if f.Transport == Stdio {
		c.Transport = "pipe"
		return
	}
	c.Transport = "tcp"
	c.NetworkProtocol, c.NetworkProtocolVersion = "http", f.NetworkProtocolVersion
	if c.Side == mcp.SideClient && from == Client {
		// The receiver's span has no server.* (conventions 1.2).
		c.ServerAddress, c.ServerPort = f.ServerAddress, f.ServerPort
	}
}

// names fills in who speaks in which revision: what the message says outranks its
// header, and that what the session has negotiated (2026-07-28, basic/versioning).
func (e *Exchange) names(p *params, s *Stream) {
	c := &e.Call
	c.ProtocolVersion, c.ClientName, c.ServerName = s.scope.version, s.scope.client, s.scope.server
	override(&c.ProtocolVersion, version(s.facts.ProtocolVersion))
	override(&c.ProtocolVersion, version(short(p.meta.protocolVersion)))
	override(&c.ClientName, nameIn(p.meta.clientInfo))
	e.ClientVersion, e.ServerVersion = s.scope.clientVersion, s.scope.serverVersion
	override(&e.ClientVersion, versionIn(p.meta.clientInfo))
	if c.Method == mcp.MethodInitialize {
		override(&c.ProtocolVersion, version(short(p.protocolVersion)))
		override(&c.ClientName, nameIn(p.clientInfo))
		override(&e.ClientVersion, versionIn(p.clientInfo))
	}
}

func override(text *string, by string) {
	if by != "" {
		*text = by
	}
}

// nameIn returns the name in an Implementation object.
func nameIn(info jsonrpc.Raw) string { return short(info.Member("name")) }

// versionIn returns the version in an Implementation object.
func versionIn(info jsonrpc.Raw) string { return short(info.Member("version")) }

// target fills in what the message is about and returns what the header Mcp-Name
// has to say.
func (e *Exchange) target(p *params) string {
	c := &e.Call
	switch c.Method {
	case mcp.MethodToolsCall:
		c.Operation = operationExecuteTool
		c.Tool = short(p.name)
		return c.Tool
	case mcp.MethodPromptsGet:
		c.Prompt = short(p.name)
		return c.Prompt
	case mcp.MethodResourcesRead:
		c.ResourceURI = short(p.uri)
		return c.ResourceURI
	case "resources/subscribe", "resources/unsubscribe", "notifications/resources/updated":
		c.ResourceURI = short(p.uri)
	case methodTasksGet, methodTasksCancel, "tasks/update":
		return short(p.taskID)
	}
	return ""
}

// request begins an exchange.
func (t *Tracker) request(s *Stream, from Peer, m *jsonrpc.Message, at int64) {
	t.counts.Requests++
	x := &pending{scope: s.scope, stream: s}
	p := readParams(m)
	t.begin(&x.Exchange, s, from, m, &p, at)
	c := &x.Call
	c.RequestID = requestID(m.ID)
	x.Long = c.Method == mcp.MethodListen
	x.modern = mcp.Modern(c.ProtocolVersion) || x.Long || c.Method == methodDiscover
	s.scope.suppose("", c.ClientName, "")
	if s.carries() && s.scope.key.session == "" {
		s.scope.suppose(c.ProtocolVersion, "", "") // for the notifications before the answer
	}
	x.id = t.keyOf(s.scope, from, byID, m.ID.Raw)
	t.nameOnce(x)
	if p.taskID.IsString() {
		x.about = t.taskKey(s, p.taskID)
		x.Task = x.about.hash
	}
	t.keepArguments(x, p.arguments)
	t.continueChain(x, &p, at)
	t.admit(x, at)
	if (jsonrpc.ID{Raw: p.meta.progressToken}).IsSet() {
		x.token = t.keyOf(s.scope, from, byToken, p.meta.progressToken)
		t.tokens[x.token] = x
	}
}

// nameOnce takes its id from a request that has that of one before.
func (t *Tracker) nameOnce(x *pending) {
	if x.scope.key.session == "" && x.stream.facts.Transport != Stdio {
		return // a scope of its own
	}
	used := x.usedID()
	if x.scope.used.has(used) {
		t.counts.Odd[ReusedID]++
		x.Call.RequestID = ""
		return
	}
	x.scope.used.add(used, maxUsed)
}

// usedID is what is remembered of a request's id: the two sides number by themselves.
func (p *pending) usedID() uint64 { return p.id.hash<<1 | uint64(p.From) }

// requestID returns an id as text, cut as other texts are.
func requestID(id jsonrpc.ID) string {
	if id.Raw.IsNumber() {
		return mcp.Cut(string(id.Raw[:min(len(id.Raw), mcp.MaxText)]))
	}
	return short(id.Raw)
}

// keepArguments keeps those of a tool call, within the budget.
func (t *Tracker) keepArguments(x *pending, arguments jsonrpc.Raw) {
	if x.Call.Kind != mcp.KindToolCall || !arguments.Present() || t.options.MaxArguments < 0 {
		return
	}
	if len(arguments) > t.options.MaxArguments || t.keptArguments+len(arguments) > t.options.MaxArgumentsTotal {
		t.counts.Odd[ArgumentsDropped]++
		return
	}
	x.Call.Arguments = string(arguments)
	x.kept = len(arguments)
	t.keptArguments += x.kept
}

// admit makes room and puts a request where it belongs.
func (t *Tracker) admit(x *pending, at int64) {
	if len(x.scope.open) >= t.options.MaxOpenPerScope {
		t.giveUp(x.scope.open[0])
	}
	if requests, _ := t.Len(); requests >= t.options.MaxOpen {
		t.giveUp(t.longest().first)
	}
	if t.ids.add(x) {
		t.counts.Odd[DuplicateID]++
	}
	x.scope.open = append(x.scope.open, x)
	if x.Long {
		t.subscriptions.push(x, at)
	} else {
		t.calls.push(x, at)
	}
}

// longest returns the queue that holds most: a flood of one sort does not push out
// the others.
func (t *Tracker) longest() *queue {
	longest := &t.calls
	for _, q := range []*queue{&t.handedOff, &t.subscriptions} {
		if q.size > longest.size {
			longest = q
		}
	}
	return longest
}

// notification is an exchange of its own, and may end or prolong others.
func (t *Tracker) notification(s *Stream, from Peer, m *jsonrpc.Message, at int64, out []*Exchange) []*Exchange {
	e := &Exchange{Ending: Told}
	p := readParams(m)
	t.begin(e, s, from, m, &p, at)
	e.Call.Outcome = mcp.OutcomeSuccess
	if x := t.subscription(s, from, &p); x != nil {
		x.Progress++
	}
	switch e.Call.Method {
	case methodCancelled:
		out = t.cancelled(s, from, &p, at, out)
	case methodProgress:
		t.progress(s, from, &p, at)
	case methodTask, methodTaskStatus:
		k := t.taskKey(s, p.taskID)
		e.Task = k.hash
		out = t.taskChanged(k, p.status, at, out)
	}
	if from == Client && s.acknowledges() && s.status == 0 {
		s.told = append(s.told, e)
		return out
	}
	if !m.Partial {
		e.Params = m.Params
	}
	return append(out, e)
}

// subscription returns the one that a notification is for (2026-07-28,
// basic/patterns/subscriptions).
func (t *Tracker) subscription(s *Stream, from Peer, p *params) *pending {
	if !(jsonrpc.ID{Raw: p.meta.subscription}).IsSet() {
		return nil
	}
	return t.ids[t.keyOf(s.scope, from.other(), byID, p.meta.subscription)]
}

// progress keeps the request alive that asked for it (all revisions,
// basic/utilities/progress).
func (t *Tracker) progress(s *Stream, from Peer, p *params, at int64) {
	if x := t.tokens[t.keyOf(s.scope, from.other(), byToken, p.progressToken)]; x != nil {
		x.Progress++
		q := x.queue
		q.remove(x)
		q.push(x, at)
	}
}

// cancelled ends the request that it names. Its sender is the request's, or the
// server where it ends a subscription (2026-07-28, basic/patterns/subscriptions).
func (t *Tracker) cancelled(s *Stream, from Peer, p *params, at int64, out []*Exchange) []*Exchange {
	x := t.ids[t.keyOf(s.scope, from, byID, p.requestID)]
	if x == nil {
		x = t.ids[t.keyOf(s.scope, from.other(), byID, p.requestID)]
		if x == nil || !x.Long {
			return out
		}
	}
	if x.task.kind != 0 {
		return out // tasks end by tasks/cancel only (2025-11-25, basic/utilities/tasks)
	}
	x.cancel(short(p.reason))
	x.scope.ended.add(x.id.hash, maxEnded)
	return t.finish(x, at, out)
}
