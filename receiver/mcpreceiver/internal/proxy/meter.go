package proxy

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// Meter counts what an observer sees. Its methods are called from one goroutine, but
// for Unseen.
type Meter interface {
	// Messages counts messages from a peer, of so many bytes together.
	Messages(from exchange.Peer, n, bytes int64)
	// Unparsed counts what no message could be made of, by reason.
	Unparsed(reason string, n int64)
	// Unseen counts an exchange of which something found no room.
	Unseen()
}
