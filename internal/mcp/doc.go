// Package mcp is the vocabulary that every other package speaks: one [Call]
// says what was asked, of whom, by whom, when, how it ended, and from where it
// was seen. Wire frames and spans become a Call; metrics, findings and audit
// records are made from one.
//
// A Call is an observation, not a request: the same logical tool call seen by
// the agent, the client and the server is three Calls with three roles.
//
// The tables of methods, operations and error codes are those of the MCP
// specification (all revisions up to 2026-07-28) and the GenAI conventions.
package mcp
