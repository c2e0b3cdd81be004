package census

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// model is a census that searches a list, silent longest first, with keys in words.
type model struct {
	options Options
	alive   []*modelled
	over    map[string]modelledEnd
	told    []Ended[int] // a session that begins has no reason that there is
}

type modelled struct {
	Ended[int]
	key     string
	active  int64
	after   int64
	turnEnd int64
	traces  [][16]byte
	listed  []uint64
}

type modelledEnd struct{ end, told int64 }

const began = Reason(99)

// keys returns the keys of a call in all roles that it may stand for, and its tier.
func (m *model) keys(c *mcp.Call) (keys []string, tier string) {
	var what string
	switch {
	case c.SessionKey != "":
		what, tier = "key "+c.SessionKey, mcp.KnownEvidence(c.SessionEvidence)
	case c.SessionID != "":
		what, tier = fmt.Sprint("id ", c.SessionID, " of ", c.SessionScope), "protocol"
	case c.ConversationID != "":
		what, tier = fmt.Sprint("conversation ", c.ConversationID, " of ", c.ConversationScope), "conversation"
	case c.TraceID != [16]byte{} && (c.Kind == mcp.KindSession || c.ParentID != [8]byte{}):
		what, tier = fmt.Sprint("trace ", c.TraceID), "trace"
	default:
		return nil, ""
	}
	roles := []mcp.Role{c.Role}
	switch fromServer := c.Method == "sampling/createMessage"; {
	case c.Kind == mcp.KindSession && c.Side == mcp.SideUnknown:
		roles = everyone
	case c.Kind == mcp.KindSession && c.Side == mcp.SideServer:
		roles = []mcp.Role{mcp.RoleServer, mcp.RoleGateway}
	case c.Kind == mcp.KindSession:
		roles = []mcp.Role{mcp.RoleClient, mcp.RoleGateway}
	case fromServer && c.Role == mcp.RoleServer:
		roles = []mcp.Role{mcp.RoleClient}
	case fromServer && c.Role == mcp.RoleClient:
		roles = []mcp.Role{mcp.RoleServer}
	}
	for _, r := range roles {
		keys = append(keys, fmt.Sprint(what, " of ", r))
	}
	return keys, tier
}

func (m *model) find(key string) *modelled {
	for _, s := range m.alive {
		if s.key == key {
			return s
		}
	}
	return nil
}

// overAt returns when a session ended that is still remembered.
func (m *model) overAt(key string, now int64) int64 {
	if end, ok := m.over[key]; ok && now-end.told < int64(OverExpiry) {
		return end.end
	}
	return 0
}

func (m *model) end(s *modelled, why Reason, now int64) {
	m.alive = slices.DeleteFunc(m.alive, func(other *modelled) bool { return other == s })
	m.over[s.key] = modelledEnd{s.End, now}
	s.Reason = why
	m.told = append(m.told, s.Ended)
}

func (m *model) observe(c *mcp.Call, now int64) Found {
	keys, tier := m.keys(c)
	if c.Duplicate || keys == nil || c.Role == mcp.RoleInside || !c.Kind.IsCall() && c.Kind != mcp.KindSession {
		return Nowhere
	}
	start, end := c.Start, c.End
	if end <= 0 || end > now+int64(time.Hour) {
		end = now
	}
	if start <= 0 || start > now+int64(time.Hour) || start > end {
		start = end
	}
	if c.Kind == mcp.KindSession {
		return m.close(keys, start, end, now)
	}
	s := m.find(keys[0])
	after := m.overAt(keys[0], now)
	if s != nil {
		after = s.after
	}
	if after > 0 && start <= after {
		return Late
	}
	if s == nil {
		apart := map[string]bool{"initialize": true, "subscriptions/listen": true}[c.Method]
		if c.Method == "ping" || c.Kind == mcp.KindNotification || c.ErrorType == "404" ||
			c.Method == "initialize" && c.ErrorType != "" || apart && c.SessionKey == "" && c.SessionID == "" {
			return Nowhere
		}
		if len(m.alive) == m.options.MaxSessions {
			m.end(m.alive[0], PushedOut, now)
		}
		s = &modelled{key: keys[0], after: after, Ended: Ended[int]{Start: start, End: end}}
		s.Evidence, s.ProtocolVersion, s.Role = tier, c.ProtocolVersion, c.Role
		if c.Method == "sampling/createMessage" {
			s.Role = map[mcp.Role]mcp.Role{mcp.RoleClient: mcp.RoleServer, mcp.RoleServer: mcp.RoleClient, mcp.RoleGateway: mcp.RoleGateway}[c.Role]
		}
		m.told = append(m.told, Ended[int]{Session: s.Session, Reason: began})
	}
	m.alive = append(slices.DeleteFunc(m.alive, func(other *modelled) bool { return other == s }), s)
	s.active, s.Start, s.End = now, min(s.Start, start), max(s.End, end)
	if c.Kind != mcp.KindNotification {
		s.count(c, start, end, int64(m.options.TurnGap))
	}
	return Alive
}

func (s *modelled) count(c *mcp.Call, start, end, gap int64) {
	s.Calls++
	if c.Kind == mcp.KindToolCall {
		s.ToolCalls++
	}
	if c.ErrorType != "" {
		s.Failed++
	}
	traced := c.TraceID != [16]byte{} && c.ParentID != [8]byte{}
	joins := s.turnEnd > 0 && start-s.turnEnd <= gap
	if traced {
		joins = slices.Contains(s.traces[max(0, len(s.traces)-4):], c.TraceID)
	}
	works := c.Method == "tools/call" || c.Method == "prompts/get"
	attends := c.Method == "tools/list" || c.Method == "sampling/createMessage"
	if works && !joins {
		s.Turns++
		if traced {
			s.traces = append(s.traces, c.TraceID)
		}
	}
	if works || attends && joins {
		s.turnEnd = max(s.turnEnd, end)
	}
}

func (m *model) close(keys []string, start, end, now int64) Found {
	found := Unseen
	for _, key := range keys {
		s, after := m.find(key), m.overAt(key, now)
		switch {
		case s != nil && s.after > 0 && start <= s.after && end < s.Start:
			s.after = max(s.after, end)
			found = max(found, Late)
		case s != nil:
			s.Start, s.End = min(s.Start, start), max(s.End, end)
			m.end(s, Closed, now)
			found = Over
		case after > 0 && start <= after:
			found = max(found, Late)
			if end > after {
				m.over[key] = modelledEnd{end, now}
			}
		}
	}
	if found == Unseen {
		if len(keys) < maxRoles {
			keys = keys[:1] // the other end may have a span of its own
		}
		for _, key := range keys {
			m.over[key] = modelledEnd{end, now}
		}
	}
	return found
}

func (m *model) expire(now int64) {
	for _, s := range slices.Clone(m.alive) {
		idle := m.options.Idle
		if strings.HasPrefix(s.key, "trace") {
			idle = m.options.TraceIdle
		}
		if now-s.active >= int64(idle) {
			m.end(s, Idle, now)
		}
	}
}

func (m *model) lists(c *mcp.Call, digest uint64) bool {
	keys, _ := m.keys(c)
	if keys == nil {
		return true
	}
	s := m.find(keys[0])
	if s == nil {
		return true
	}
	if slices.Contains(s.listed[max(0, len(s.listed)-maxLists):], digest) {
		return false
	}
	s.listed = append(s.listed, digest)
	return true
}

// randomSpan returns a call or the span of a session about a time.
func randomSpan(r *rand.Rand, now int64) mcp.Call {
	oneOf := func(texts ...string) string { return texts[r.IntN(len(texts))] }
	c := mcp.Call{
		SessionKey: oneOf("", "", "", "k"), SessionEvidence: oneOf("", "task", "stars"),
		SessionID: oneOf("", "", "a", "b"), ConversationID: oneOf("", "a", "c"),
		SessionScope: scopes * uint64(r.IntN(8)/6), ConversationScope: scopes * uint64(r.IntN(8)/6),
		ProtocolVersion: oneOf("", "2025-11-25"), ErrorType: oneOf("", "", "", "404", "tool_error"),
		Method:    oneOf("tools/call", "tools/call", "prompts/get", "tools/list", "initialize", "ping", "subscriptions/listen", "sampling/createMessage", "notifications/progress"),
		Role:      []mcp.Role{mcp.RoleClient, mcp.RoleServer, mcp.RoleGateway}[r.IntN(3)],
		Duplicate: r.IntN(20) == 0,
	}
	c.Kind = mcp.KindOfMethod(c.Method)
	c.TraceID[0], c.ParentID[0] = byte(r.IntN(7)), byte(r.IntN(2))
	c.End = now - r.Int64N(int64(time.Minute))
	c.Start = c.End - r.Int64N(int64(time.Minute))
	switch r.IntN(20) {
	case 0:
		c.Start = now + r.Int64N(int64(2*time.Hour))
	case 1:
		c.End = -1
	case 2:
		c.Kind, c.Side, c.Method = mcp.KindSession, mcp.Side(r.IntN(3)), ""
		c.Role = [...]mcp.Role{mcp.RoleAgent, mcp.RoleClient, mcp.RoleServer}[c.Side]
		c.Start -= r.Int64N(int64(time.Hour))
	case 3:
		c.Role = mcp.RoleInside
	}
	return c
}

// TestCensusIsTheModel shows the same random spans to both.
func TestCensusIsTheModel(t *testing.T) {
	found := map[Found]int{}
	reasons := map[Reason]int{}
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 2))
		options := Options{Idle: 10 * time.Minute, TraceIdle: 5 * time.Minute, TurnGap: 20 * time.Second, MaxSessions: 1 + r.IntN(30)}
		c, m := New[int](options), &model{options: options, over: map[string]modelledEnd{}}
		var told []Ended[int]
		tell := func(e Ended[int]) { told = append(told, e) }
		events := &Events[int]{Payload: zero, Ended: tell, Began: func(s Session[int]) { tell(Ended[int]{Session: s, Reason: began}) }}
		now := at(0)
		for step := range 3000 {
			now += r.Int64N(int64(5 * time.Second))
			switch r.IntN(300) {
			case 0:
				now += r.Int64N(int64(30 * time.Hour))
			case 1, 2, 3:
				now += r.Int64N(int64(20 * time.Minute))
			}
			if r.IntN(10) == 0 {
				c.Expire(now, tell)
				m.expire(now)
			}
			what := fmt.Sprint("seed ", seed, " step ", step)
			call := randomSpan(r, now)
			want := m.observe(&call, now)
			require.Equal(t, want, c.Observe(&call, now, events), what)
			found[want]++
			if call.Method == "tools/list" {
				digest := r.Uint64N(maxLists + 2)
				require.Equal(t, m.lists(&call, digest), c.Lists(&call, digest), what)
			}
			// What ends at one time is told in some order.
			require.ElementsMatch(t, m.told, told, what)
			for _, e := range told {
				reasons[e.Reason]++
			}
			told, m.told = nil, nil
			require.Equal(t, len(m.alive), c.Len(), what)
		}
		c.Stop(now, tell)
		require.Len(t, told, len(m.alive))
		for _, s := range m.alive {
			s.Reason = Stopped
			require.Contains(t, told, s.Ended)
		}
	}
	for f := Nowhere; f <= Alive; f++ {
		require.Greater(t, found[f], 50, "%d: this happened too rarely to be tested", f)
	}
	for _, why := range []Reason{began, Idle, Closed, PushedOut} {
		require.Greater(t, reasons[why], 100, why)
	}
}
