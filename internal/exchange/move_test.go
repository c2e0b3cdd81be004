package exchange

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// TestNothingIsLeftOfARequestThatWasMoved asks the tables themselves: what stays in them stays
// for good, one entry for each session.
func TestNothingIsLeftOfARequestThatWasMoved(t *testing.T) {
	tracker := NewTracker(Options{})
	say := func(s *Stream, from Peer, message string) []*Exchange {
		return tracker.Observe(s, from, transport.Message{Data: []byte(message), Size: int64(len(message))}, 1, nil)
	}
	s, _ := tracker.Open(Facts{Transport: HTTP, Verb: "POST"}, 1, nil)
	say(s, Client, `{"id":0,"method":"initialize","params":{"_meta":{"progressToken":7}}}`)
	tracker.Bind(s, "s", 1)
	say(s, Server, `{"method":"notifications/progress","params":{"progressToken":7,"progress":1}}`)
	ended := say(s, Server, `{"id":0,"result":{}}`)
	require.Len(t, ended, 1)
	require.Equal(t, 1, ended[0].Progress, "its progress is known in the session")
	require.Empty(t, tracker.ids)
	require.Empty(t, tracker.tokens)
}
