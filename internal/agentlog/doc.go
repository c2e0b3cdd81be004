// Package agentlog reads the calls that coding CLIs tell of in log records:
// [Decode] makes one [mcp.Call] from one record.
//
// Claude Code, Codex CLI and Gemini CLI send one log record when a tool or a
// model has answered, with the duration inside. A tool result becomes an
// execute_tool call as the agent saw it, a model's answer a chat call. What a
// reader would get wrong: these are never MCP messages, even where the tool is
// one of an MCP server, because the record does not show the message. Such a
// call has a server name and no method.
//
// There is one table for each CLI, in a file of its own: event by event, the
// attributes and what they mean.
//
// # Identity
//
// A record that has a trace context gives its call that trace and that parent.
// Without one the trace id is derived: the first 16 bytes of the SHA-256 of the
// CLI's name, the conversation id and the turn id, so that the calls of one turn
// share a trace. A CLI that does not name the turn gets one trace for each
// conversation, and a record that names neither a trace of its own.
//
// The span id is always derived: the first 8 bytes of the SHA-256 of the event,
// the call's own id and the trace id. A record without such an id is told apart
// by its time, duration, sequence number, target and arguments. Before it is
// hashed, each part gets its length in front, so that none runs into the next.
// Nothing is random: a record that is sent again yields the same span.
package agentlog
