package main

import (
	"fmt"
	"strings"
)

// scenario is a kind of load.
type scenario struct {
	name     string
	sessions int    // each has one call at a time
	tool     string // "json" answers with a body, "sse" with a stream of events
	events   int    // of the stream, the answer among them
	size     int    // of the argument, which the answer echoes
}

var scenarios = []scenario{
	{name: "JSON, 1 session", sessions: 1, tool: "json", size: 200},
	{name: "JSON, 16 sessions", sessions: 16, tool: "json", size: 200},
	{name: "JSON, 128 sessions", sessions: 128, tool: "json", size: 200},
	{name: "SSE, 1 session", sessions: 1, tool: "sse", events: 1, size: 200},
	{name: "SSE, 16 sessions", sessions: 16, tool: "sse", events: 1, size: 200},
	{name: "SSE, 128 sessions", sessions: 128, tool: "sse", events: 1, size: 200},
	{name: "JSON of 64 KiB, 16 sessions", sessions: 16, tool: "json", size: 64 << 10},
	{name: "SSE of five events, 64 sessions", sessions: 64, tool: "sse", events: 5, size: 200},
}

func (s *scenario) named(part string) bool { return strings.Contains(s.name, part) }

// call is the body of a request. The id differs from call to call, as an SDK's.
func (s *scenario) call(id int) string {
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"echo","arguments":{"as":%q,"events":%d,"message":"%s"},"_meta":{"progressToken":%d}}}`,
		id, s.tool, s.events, strings.Repeat("x", s.size), id)
}
