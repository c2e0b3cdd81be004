package exchange

import "github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"

// Oddity is something that a tracker met and could not make a call of, or not one
// that agrees with all that was said of it.
type Oddity uint8

// Oddities.
const (
	// GivenUp is a request that a bound pushed out. It is not reported.
	GivenUp Oddity = iota
	// Orphan is an answer that matches no open request.
	Orphan
	// Late is an answer to a request that was cancelled or timed out.
	Late
	// Redelivered is a message that came again after a client resumed a stream.
	Redelivered
	// DuplicateID is a request whose id is that of an open one of the same sender.
	// Both are reported.
	DuplicateID
	// ArgumentsDropped is a request whose arguments were beyond their bounds.
	ArgumentsDropped
	// Ambiguous is a message that is of more than one kind.
	Ambiguous
	// Partial is a message that was longer than what is inspected.
	Partial
	// ForgottenSession is a session that was pushed out by another one.
	ForgottenSession
	// HeaderMismatch is a message whose headers Mcp-Method or Mcp-Name say other than
	// its body. It is reported as the body says.
	HeaderMismatch
	// Redirected is a request that the server has sent elsewhere (307, 308). It is not
	// reported; the one that comes there is.
	Redirected
	// ReusedID is a request whose id its sender has used shortly before in the session:
	// one that is sent again after it was refused, or a client that numbers nothing. It is reported
	// without the id, by which it would be taken for the one before.
	ReusedID
	// NumOddities is the number of oddities.
	NumOddities
)

var oddityNames = [NumOddities]string{
	"given_up", "orphan_answer", "late_answer", "redelivered", "duplicate_id", "arguments_dropped", "ambiguous", "cut",
	"forgotten_session", "header_mismatch", "redirected", "reused_id",
}

// String returns the oddity as it appears on metrics.
func (o Oddity) String() string { return oddityNames[o] }

// Counts is what a tracker has counted since it was made.
type Counts struct {
	// Requests counts requests, and Reported exchanges that were handed back for
	// one: what is missing is open, [GivenUp] or [Redirected].
	Requests, Reported uint64
	// Faults counts what was no message, by reason.
	Faults [jsonrpc.NumFaults]uint64
	// Odd counts oddities.
	Odd [NumOddities]uint64
}
