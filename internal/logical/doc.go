// Package logical puts together the requests that one tool call takes. In revision
// 2026-07-28 a result may ask for input, and the client then repeats the request under
// a new id with what was asked for, as often as it takes (basic/patterns/mrtr). Each
// round is a span of its own, beside the others; a [Tracker] is shown them and says
// when the whole call began and ended.
//
// A span does not say which call it is a round of. Rounds are joined if the same tool
// was called in the same role, one after the other, and they have something in common:
// the parent, else the trace, else the session.
//
// What a reader would get wrong:
//   - What begins while another call of that tool waits, with something in common, is
//     taken for its next round: that of the one with most in common, and among equals
//     the one that has waited longest. A call that was given up and made anew is one
//     call, unless it has expired; two at a time are told apart only by their parents.
//   - A round that is shown before the one it answers is a call by itself, and that one
//     is given up.
//   - A tool call that was handed off as a task needs nothing of this where its messages are
//     observed: that makes one span, however often it was asked for. Instrumentation makes
//     a span of each request, and these cannot be put together: the conventions have no
//     attribute for the id of a task, and no dialect writes it on both the call and what
//     asks for its result. There the call is done with the hand-off.
package logical
