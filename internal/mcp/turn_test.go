package mcp

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTurnPart(t *testing.T) {
	want := map[string]TurnPart{
		"tools/call": TurnWorks, "prompts/get": TurnWorks, "resources/read": TurnWorks,
		"initialize": TurnApart, "server/discover": TurnApart, "ping": TurnApart, "subscriptions/listen": TurnApart,
		"logging/setLevel": TurnApart,
	}
	for name := range methods {
		part := want[name]
		if IsNotification(name) {
			part = TurnApart
		}
		c := Call{Kind: KindOfMethod(name), Method: name}
		assert.Equal(t, part, c.TurnPart(), name)
	}
	agent := Call{Kind: KindToolCall, Operation: "execute_tool"}
	assert.Equal(t, TurnWorks, agent.TurnPart(), "a tool call without a method")
}

func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name, method, errorType string
		want                    bool
	}{
		{"a success", "tools/call", "", false},
		{"a failure", "tools/call", "tool_error", false},
		{"a session that does not exist", "tools/call", "404", true},
		{"a failure of the server", "tools/call", "500", false},
		{"a JSON-RPC code", "tools/call", "-32602", false},
		{"a handshake", "initialize", "", false},
		{"a handshake that failed", "initialize", "-32022", true},
		{"a probe that failed", "server/discover", "-32601", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := Call{Method: test.method, ErrorType: test.errorType}
			assert.Equal(t, test.want, c.Refused())
		})
	}
}
