// Package exchange turns the messages of an MCP connection into finished calls: it
// pairs answers with requests, and says how each call ended and how long it took.
//
// Where a message passes is a [Stream]: the two pipes of a process, or one HTTP
// exchange. A [Tracker] is told of streams, of the messages on them, of HTTP status
// codes and of ends, and gives back an [Exchange] for every request and
// notification, once. It knows all revisions up to 2026-07-28 and both HTTP
// transports; what a cancellation is, and what the end of a connection means,
// depends on the revision of each request.
//
// What a reader would get wrong:
//   - Requests without an answer are reported too: cancelled, timed out, cut off.
//     Only those beyond a bound are not; they are counted as [GivenUp].
//   - A tool call that is handed off as a task is reported when the task ends, not
//     when it is handed off. One that asks for input is reported every round.
//   - A session id must be handed in as a keyed hash. The package keeps no
//     credential, and no content but arguments, within a budget.
package exchange
