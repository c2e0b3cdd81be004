// Package census says which sessions are alive, as far as finished spans tell. A
// [Census] is shown calls and the spans of sessions, and tells when a session begins,
// when it has ended, and what it consisted of.
//
// A session is what the calls of one role have in common, by the strongest evidence
// that each of them carries: the key that an observer gave it, the session id of the
// protocol, the agent's conversation, the propagated trace.
//
// What a reader would get wrong:
//   - Client and server of one session are two sessions here, of two roles: nothing
//     says that both are seen, nor that only one is.
//   - Nothing is learned from one call about another, unlike in package session, which
//     sees traffic as a whole. Calls of one session that carry different evidence are
//     counted as sessions apart.
//   - An id that is not unique by itself is found together with whose it is. The span of
//     such a session ends those of the service that states it, and no other's.
//   - Without any id, a session is a trace. Where each request has a trace of its own,
//     as instrumentation of HTTP gives it, each is a session. That is why the evidence
//     belongs on whatever is made of this.
//   - Spans come late. What comes after its session has ended is counted in none.
package census
