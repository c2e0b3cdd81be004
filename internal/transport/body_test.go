package transport_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

func TestABodyIsReadAgainAndAgain(t *testing.T) {
	var got []message
	keep := func(m transport.Message) { got = append(got, message{string(m.Data), string(m.Tail), m.Size}) }
	s := transport.NewBody(4)
	for _, body := range []string{"abcdefgh", "", "ab"} {
		s.Write([]byte(body))
		s.Close(keep)
	}
	require.Equal(t, []message{{"abcd", "efgh", 8}, {"ab", "", 2}}, got)
}
