package proxy

import (
	"bytes"
	"io"
	"net/url"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// endpointReader changes the address in the first event of HTTP+SSE, which tells the
// client where to post to: where paths differ before and behind the proxy, the
// client would miss it (specification 2024-11-05, basic/transports). Everything else
// passes as it is.
type endpointReader struct {
	io.ReadCloser
	route   *route
	pending []byte // what was read and not handed on
	done    bool
}

// maxFirstEvent bounds the first event; a longer one is none that is rewritten.
const maxFirstEvent = 8 << 10

func newEndpointReader(body io.ReadCloser, r *route) *endpointReader {
	return &endpointReader{ReadCloser: body, route: r}
}

// Read hands nothing on before the first event is whole, except when there is none.
func (e *endpointReader) Read(b []byte) (int, error) {
	for !e.done {
		n, err := e.ReadCloser.Read(b)
		e.pending = append(e.pending, b[:n]...)
		if end := eventEnd(e.pending); end > 0 {
			e.pending, e.done = append(e.rewrite(e.pending[:end]), e.pending[end:]...), true
		} else if err != nil || len(e.pending) > maxFirstEvent {
			e.done = true
		}
		if err != nil && len(e.pending) == 0 {
			return 0, err
		}
	}
	if len(e.pending) > 0 {
		n := copy(b, e.pending)
		e.pending = e.pending[n:]
		return n, nil
	}
	return e.ReadCloser.Read(b)
}

// eventEnd returns the length of the first event with the empty line after it, or 0.
func eventEnd(b []byte) int {
	for _, end := range []string{"\n\n", "\r\n\r\n", "\r\r"} {
		if i := bytes.Index(b, []byte(end)); i >= 0 {
			return i + len(end)
		}
	}
	return 0
}

// rewrite returns an event with its address changed, or as it is if it is no endpoint
// event or its address is not the upstream's.
func (e *endpointReader) rewrite(event []byte) []byte {
	var address string
	events := transport.NewEvents(maxFirstEvent)
	events.Write(event, func(found transport.Event) {
		if string(found.Name) == "endpoint" {
			address = string(found.Data)
		}
	})
	changed, ok := e.route.endpoint(address)
	if !ok {
		return bytes.Clone(event)
	}
	return bytes.Replace(event, []byte(address), []byte(changed), 1)
}

// endpoint returns the address of the proxy that stands for one of the upstream's.
func (r *Route) endpoint(address string) (string, bool) {
	if address == "" {
		return "", false
	}
	u, err := url.Parse(address)
	if err != nil || u.Host != "" && u.Host != r.Upstream.Host || u.Host == "" && (u.Path == "" || u.Path[0] != '/') {
		return "", false // one that is relative to the stream's own is right as it is
	}
	path, ok := r.backward(u.EscapedPath())
	if !ok {
		return "", false
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return path, true
}
