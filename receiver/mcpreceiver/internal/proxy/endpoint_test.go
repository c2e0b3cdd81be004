package proxy

import (
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheEndpointIsFoundWhereverItComes(t *testing.T) {
	for _, test := range []struct{ sent, want string }{
		{"event: endpoint\ndata: /v1/m?s=1\n\n", "event: endpoint\ndata: /weather/m?s=1\n\n"},
		{"event: endpoint\r\ndata: /v1/m?s=1\r\n\r\n", "event: endpoint\r\ndata: /weather/m?s=1\r\n\r\n"},
		{"event: endpoint\rdata: /v1/m?s=1\r\r", "event: endpoint\rdata: /weather/m?s=1\r\r"},
		{"event: endpoint\ndata: /v1/m?s=1\n\r\n", "event: endpoint\ndata: /weather/m?s=1\n\r\n"},
		{"event: endpoint\r\ndata: /v1/m?s=1\r\n\n", "event: endpoint\r\ndata: /weather/m?s=1\r\n\n"},
		{": hello\n\nevent: endpoint\ndata: /v1/m?s=1\n\n", ": hello\n\nevent: endpoint\ndata: /weather/m?s=1\n\n"},
		{": /v1/m?s=1\n\nretry: 5\n\nevent: endpoint\n: /v1/m?s=1\ndata: /v1/m?s=1\n\n", ": /v1/m?s=1\n\nretry: 5\n\nevent: endpoint\n: /v1/m?s=1\ndata: /weather/m?s=1\n\n"},
		{"\n\n\nevent: endpoint\ndata:/v1/m?s=1\n\n", "\n\n\nevent: endpoint\ndata:/weather/m?s=1\n\n"},
		{"\ufeffevent: endpoint\ndata: /v1/m?s=1\n\n", "\ufeffevent: endpoint\ndata: /weather/m?s=1\n\n"},
		{"data: {}\n\nevent: endpoint\ndata: /v1/m\n\n", "data: {}\n\nevent: endpoint\ndata: /v1/m\n\n"}, // not the first
	} {
		for size := 1; size <= len(test.sent); size++ {
			reader := newEndpointReader(io.NopCloser(&pieces{test.sent + "data: 1\n\n", size}), &route{Route: *routeTo(t, "/weather", "http://a/v1")}, askedFor(t, "http://a/v1/sse", "/weather/sse"))
			got, err := io.ReadAll(reader)
			require.NoError(t, err)
			require.Equal(t, test.want+"data: 1\n\n", string(got), "in pieces of %d", size)
		}
	}
}

// pieces reads text in pieces of a size.
type pieces struct {
	rest string
	size int
}

func (p *pieces) Read(b []byte) (int, error) {
	if p.rest == "" {
		return 0, io.EOF
	}
	n := copy(b, p.rest[:min(p.size, len(p.rest))])
	p.rest = p.rest[n:]
	return n, nil
}

func TestTheEndpointHoldsUpNothingElse(t *testing.T) {
	from, to := io.Pipe()
	reader := newEndpointReader(from, &route{Route: *routeTo(t, "/weather", "http://a/v1")}, askedFor(t, "http://a/v1/sse", "/weather/sse"))
	go io.WriteString(to, ": wait\n\n") //nolint:errcheck // the reader tells
	read := make(chan string)
	go func() {
		b := make([]byte, 100)
		n, _ := reader.Read(b)
		read <- string(b[:n])
	}()
	select {
	case text := <-read:
		require.Equal(t, ": wait\n\n", text)
	case <-time.After(5 * time.Second):
		t.Fatal("the comment is held up")
	}
}
