package proxy

import (
	"context"
	"io"
	"net"
)

// Dialing returns a function that dials as d does. What is written to its connections
// from a reader goes through memory that is lent: a net.TCPConn would allocate some for
// each long request.
func Dialing(d *net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &upstreamConn{c}, nil
	}
}

type upstreamConn struct{ net.Conn }

// copySize is how much is written at once.
const copySize = 64 << 10

// ReadFrom writes what r has, each piece when it has come.
func (c *upstreamConn) ReadFrom(r io.Reader) (n int64, err error) {
	memory := lend(copySize)
	defer giveBack(memory)
	return io.CopyBuffer(writerOnly{c.Conn}, readerOnly{r}, memory)
}

// writerOnly and readerOnly hide everything else, or io.CopyBuffer would not use the
// memory that it is given.
type (
	writerOnly struct{ io.Writer }
	readerOnly struct{ io.Reader }
)
