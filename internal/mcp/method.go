package mcp

import "strings"

// Methods that the code names.
const (
	MethodInitialize    = "initialize"
	MethodDiscover      = "server/discover"
	MethodPing          = "ping"
	MethodToolsCall     = "tools/call"
	MethodToolsList     = "tools/list"
	MethodPromptsGet    = "prompts/get"
	MethodResourcesRead = "resources/read"
	MethodListen        = "subscriptions/listen"
)

const notificationPrefix = "notifications/"

// methods are the methods of all revisions from 2024-11-05 to 2026-07-28 and of
// the tasks extension (specification, schema/<revision>/schema.ts).
var methods = map[string]struct{}{
	"initialize": {}, "ping": {}, "server/discover": {},
	"tools/list": {}, "tools/call": {},
	"resources/list": {}, "resources/templates/list": {}, "resources/read": {},
	"resources/subscribe": {}, "resources/unsubscribe": {},
	"prompts/list": {}, "prompts/get": {},
	"completion/complete": {}, "logging/setLevel": {},
	"subscriptions/listen":   {},
	"sampling/createMessage": {}, "roots/list": {}, "elicitation/create": {},
	"tasks/get": {}, "tasks/cancel": {}, "tasks/result": {}, "tasks/list": {}, "tasks/update": {},
	"notifications/initialized": {}, "notifications/cancelled": {}, "notifications/progress": {},
	"notifications/message": {}, "notifications/roots/list_changed": {},
	"notifications/tools/list_changed": {}, "notifications/prompts/list_changed": {},
	"notifications/resources/list_changed": {}, "notifications/resources/updated": {},
	"notifications/elicitation/complete":       {},
	"notifications/subscriptions/acknowledged": {},
	"notifications/tasks":                      {}, "notifications/tasks/status": {},
}

// KnownMethod reports whether the specification has a method of this name, in
// any revision.
func KnownMethod(name string) bool {
	if name == MethodToolsCall {
		return true
	}
	_, ok := methods[name]
	return ok
}

// IsNotification reports whether a method is one that must not be answered.
func IsNotification(method string) bool {
	return strings.HasPrefix(method, notificationPrefix)
}

// fromServer are the methods that only servers send (specification, all revisions).
var fromServer = map[string]struct{}{
	"sampling/createMessage": {}, "roots/list": {}, "elicitation/create": {},
	"notifications/message": {}, "notifications/tools/list_changed": {},
	"notifications/prompts/list_changed": {}, "notifications/resources/list_changed": {},
	"notifications/resources/updated": {}, "notifications/elicitation/complete": {},
	"notifications/subscriptions/acknowledged": {}, "notifications/tasks": {},
}

// FromServer reports whether a method is one that only servers send. Its sender has the
// role of a client and is the server of its session.
func FromServer(method string) bool {
	if method == MethodToolsCall {
		return false
	}
	_, ok := fromServer[method]
	return ok
}

// CutMethod splits text that begins with a known method, alone or followed by a
// space and a target, as span names do: "tools/call get_weather".
func CutMethod(text string) (method, target string, ok bool) {
	method, target, _ = strings.Cut(text, " ")
	if !KnownMethod(method) {
		return "", "", false
	}
	return method, target, true
}

// KindOfMethod returns the kind of observation that a message of this method is.
func KindOfMethod(method string) Kind {
	switch {
	case method == MethodToolsCall:
		return KindToolCall
	case IsNotification(method):
		return KindNotification
	default:
		return KindRequest
	}
}
