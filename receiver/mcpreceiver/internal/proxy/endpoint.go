package proxy

import (
	"bytes"
	"io"
	"regexp"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// endpointReader changes the address in the first event of HTTP+SSE, which tells the
// client where to post to: where paths differ before and behind the proxy, or the
// address is not below the route's path, the client would miss the proxy (specification
// 2024-11-05, basic/transports). Everything else passes as it is.
type endpointReader struct {
	io.ReadCloser
	route   *route
	asked   *asked
	outside string // the path that the address has, if it is not below the upstream's
	ready   []byte // to be handed on
	pending []byte // the beginning of an event
	scanned int    // of pending
	lines   lineState
	done    bool
}

// maxFirstEvent bounds the first event; a longer one is none that is rewritten.
const maxFirstEvent = 8 << 10

func newEndpointReader(body io.ReadCloser, r *route, a *asked) *endpointReader {
	return &endpointReader{ReadCloser: body, route: r, asked: a, lines: lineState{empty: true}}
}

// Close ends the stream, and with it the address that it has told.
func (e *endpointReader) Close() error {
	e.route.outside.remove(e.outside)
	return e.ReadCloser.Close()
}

// Read hands on nothing of the first event before it is whole. Comments before it pass.
func (e *endpointReader) Read(b []byte) (int, error) {
	for len(e.ready) == 0 {
		if e.done {
			return e.ReadCloser.Read(b)
		}
		n, err := e.ReadCloser.Read(b)
		e.pending = append(e.pending, b[:n]...)
		e.cut()
		if err != nil || len(e.pending) > maxFirstEvent {
			e.finish()
		}
		if err != nil && len(e.ready) == 0 {
			return 0, err
		}
	}
	n := copy(b, e.ready)
	e.ready = e.ready[n:]
	return n, nil
}

// cut makes ready what has come of whole events, up to the first that has data.
func (e *endpointReader) cut() {
	for !e.done && e.scanned < len(e.pending) {
		e.scanned++
		if !e.lines.ends(e.pending[e.scanned-1]) {
			continue
		}
		event, first := e.rewrite(e.pending[:e.scanned])
		e.ready = append(e.ready, event...)
		e.pending, e.scanned = e.pending[e.scanned:], 0
		if first {
			e.finish()
		}
	}
}

// finish lets everything pass from now on.
func (e *endpointReader) finish() {
	e.ready, e.pending, e.done = append(e.ready, e.pending...), nil, true
}

// lineState tells where events end: at an empty line, whatever lines end with (HTML
// standard, 9.2.5).
type lineState struct{ empty, afterCR bool }

// ends reports whether an event ends with the next byte.
func (l *lineState) ends(b byte) bool {
	if l.afterCR && b == '\n' {
		l.afterCR = false
		return false
	}
	l.afterCR = b == '\r'
	if b != '\r' && b != '\n' {
		l.empty = false
		return false
	}
	ends := l.empty
	l.empty = true
	return ends
}

// rewrite returns an event with its address changed, or as it is if it is no endpoint
// event or its address is not the upstream's; first says whether it has data at all.
func (e *endpointReader) rewrite(event []byte) (text []byte, first bool) {
	var address string
	events := transport.NewEvents(maxFirstEvent)
	events.Write(event, func(found transport.Event) {
		first = first || len(found.Data) > 0
		if string(found.Name) == "endpoint" {
			address = string(found.Data)
		}
	})
	at := dataField.FindIndex(event)
	if address == "" || at == nil {
		return event, first
	}
	changed, ok := e.route.facing(address, e.asked)
	if !ok {
		if changed, ok = e.beside(address); !ok {
			return event, first
		}
	}
	return append(bytes.Clone(event[:at[1]]), bytes.Replace(event[at[1]:], []byte(address), []byte(changed), 1)...), first
}

// dataField is the name of the field that the address is in.
var dataField = regexp.MustCompile(`(?:^|\x{FEFF}|[\r\n])data:`)

// beside is for an address that is not below the upstream's path, such as "/messages" of
// a server whose stream is at "/sse". It is put below the route's path, and known for as long as
// the stream lasts.
func (e *endpointReader) beside(address string) (string, bool) {
	u, ok := e.route.own(address, e.asked)
	if !ok || e.outside != "" {
		return "", false
	}
	e.outside = u.EscapedPath()
	e.route.outside.add(e.outside)
	return e.route.below(e.outside) + e.route.query(u), true
}
