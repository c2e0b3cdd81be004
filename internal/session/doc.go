// Package session says which calls belong together: [Groups] puts each call into a
// session and, if it is work, into a turn, and tells when those have ended.
//
// MCP up to 2025-11-25 has sessions, and 2026-07-28 has none, so a session is what
// the best evidence says that a call carries: see [Tier]. Every tier is scoped by
// server and principal first, so that a handle that was copied cannot merge what two
// of them do. A session by any tier but the first is an inference, and is labelled
// with it; it is never a value for mcp.session.id.
//
// What a reader would get wrong: a call that carries strong and weak evidence teaches
// the weak one. Calls that carry only that later join the same session, labelled with
// the evidence that they had themselves.
package session
