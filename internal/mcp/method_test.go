package mcp

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// specified are the methods of every revision, as its schema lists them, and
// those of the tasks extension.
var specified = map[string][]string{
	"2024-11-05": {
		"initialize", "notifications/initialized", "ping", "tools/list", "tools/call",
		"resources/list", "resources/templates/list", "resources/read", "resources/subscribe", "resources/unsubscribe",
		"prompts/list", "prompts/get", "completion/complete", "logging/setLevel",
		"sampling/createMessage", "roots/list", "notifications/roots/list_changed",
		"notifications/cancelled", "notifications/progress", "notifications/message",
		"notifications/tools/list_changed", "notifications/prompts/list_changed",
		"notifications/resources/list_changed", "notifications/resources/updated",
	},
	"2025-06-18": {"elicitation/create"},
	"2025-11-25": {
		"notifications/elicitation/complete",
		"tasks/get", "tasks/cancel", "tasks/result", "tasks/list", "notifications/tasks/status",
	},
	"2026-07-28": {"server/discover", "subscriptions/listen", "notifications/subscriptions/acknowledged"},
	"tasks":      {"tasks/update", "notifications/tasks"},
}

func TestMethodsAreThoseOfAllRevisions(t *testing.T) {
	var all []string
	for revision, names := range specified {
		for _, name := range names {
			assert.True(t, KnownMethod(name), "%s of %s", name, revision)
			all = append(all, name)
		}
	}
	for name := range methods {
		assert.Contains(t, all, name, "no revision has it")
	}
}

func TestUnknownMethods(t *testing.T) {
	for _, name := range []string{
		"", " ", "tools", "tools/", "tools/call ", " tools/call", "TOOLS/CALL", "tools/Call", "tools/call/x",
		"notifications/", "notifications/unknown", "messages/listen", "_OTHER", "\xff",
	} {
		assert.False(t, KnownMethod(name), "%q", name)
	}
}

func TestKindOfMethod(t *testing.T) {
	for name := range methods {
		want := KindRequest
		switch {
		case name == MethodToolsCall:
			want = KindToolCall
		case len(name) > 14 && name[:14] == "notifications/":
			want = KindNotification
		}
		assert.Equal(t, want, KindOfMethod(name), name)
		assert.Equal(t, want == KindNotification, IsNotification(name), name)
	}
	assert.Equal(t, KindRequest, KindOfMethod("vendor/search"), "an unknown method is a request")
	assert.Equal(t, KindNotification, KindOfMethod("notifications/vendor"), "an unknown notification is one")
	assert.Equal(t, KindRequest, KindOfMethod("notifications"), "the prefix needs its slash")
}

func TestFromServer(t *testing.T) {
	for name := range fromServer {
		assert.True(t, KnownMethod(name), name)
		assert.True(t, FromServer(name), name)
	}
	for _, name := range []string{
		"", "tools/call", "tools/list", "initialize", "server/discover", "subscriptions/listen", "notifications/initialized",
		"notifications/roots/list_changed", "completion/complete", "vendor/search",
		// Both ends send these.
		"ping", "notifications/progress", "notifications/cancelled", "tasks/get", "notifications/tasks/status",
	} {
		assert.False(t, FromServer(name), "%q", name)
	}
}

func TestCutMethod(t *testing.T) {
	for _, test := range []struct {
		name, text, method, target string
		ok                         bool
	}{
		{"a method alone", "initialize", "initialize", "", true},
		{"a method and a target", "tools/call get_weather", "tools/call", "get_weather", true},
		{"a target may hold spaces", "prompts/get code review", "prompts/get", "code review", true},
		{"a space without a target", "tools/call ", "tools/call", "", true},
		{"an unknown method", "tools/run get_weather", "", "", false},
		{"a method as a prefix of a word", "tools/calls x", "", "", false},
		{"a leading space", " tools/call x", "", "", false},
		{"a tab is not a space", "tools/call\tx", "", "", false},
		{"nothing", "", "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			method, target, ok := CutMethod(test.text)
			assert.Equal(t, test.ok, ok)
			assert.Equal(t, test.method, method)
			assert.Equal(t, test.target, target)
		})
	}
}

func TestKindOfOperation(t *testing.T) {
	want := map[string]Kind{
		"chat": KindInference, "generate_content": KindInference, "text_completion": KindInference,
		"embeddings":   KindInference,
		"execute_tool": KindToolCall,
		"invoke_agent": KindAgent, "invoke_workflow": KindTask,
		"create_agent": KindOperation, "plan": KindOperation,
		"retrieval": KindOperation, "fetch_response": KindOperation,
		"search_memory": KindOperation, "create_memory": KindOperation, "update_memory": KindOperation,
		"upsert_memory": KindOperation, "delete_memory": KindOperation,
		"create_memory_store": KindOperation, "delete_memory_store": KindOperation,
	}
	for name, kind := range want {
		assert.Equal(t, kind, KindOfOperation(name), name)
	}
	require.Len(t, operations, len(want), "an operation that the conventions do not have")
	for _, name := range []string{"", "Chat", "chat ", "handle_conversation_turn", "tools/call", "_OTHER"} {
		assert.Equal(t, KindOther, KindOfOperation(name), "%q", name)
	}
}

func TestCutOperation(t *testing.T) {
	for _, test := range []struct {
		name, text, operation, target string
		ok                            bool
	}{
		{"an operation alone", "invoke_agent", "invoke_agent", "", true},
		{"an operation and a target", "chat gpt-5", "chat", "gpt-5", true},
		{"a target may hold spaces", "invoke_agent Travel Agent", "invoke_agent", "Travel Agent", true},
		{"an unknown operation", "talk gpt-5", "", "", false},
		{"an operation as a prefix of a word", "chats gpt-5", "", "", false},
		{"nothing", "", "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			operation, target, ok := CutOperation(test.text)
			assert.Equal(t, test.ok, ok)
			assert.Equal(t, test.operation, operation)
			assert.Equal(t, test.target, target)
		})
	}
}
