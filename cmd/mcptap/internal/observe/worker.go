package observe

import (
	"bytes"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// worker shows what has passed to the recorder. It belongs to one goroutine.
type worker struct {
	options  *Options
	recorder *capture.Recorder
	stream   *exchange.Stream
	lines    [2]*transport.Lines
	amid     [2]bool // the rest of the line was not seen from its beginning

	holes    int
	recorded int // bytes of content since the last flush, about
}

func newWorker(o *Options, at int64) *worker {
	w := &worker{options: o, recorder: capture.NewRecorder(o.Capture)}
	w.stream = w.recorder.Open(exchange.Facts{Transport: exchange.Stdio, Server: o.Server}, at)
	w.cut()
	return w
}

// cut forgets the beginnings of lines.
func (w *worker) cut() {
	for from := range w.lines {
		w.lines[from] = transport.NewLines(w.options.MaxMessage)
	}
}

// see looks at a block.
func (w *worker) see(b *block) {
	rest := b.bytes
	for _, c := range b.chunks {
		w.pass(c.from, rest[:c.size], c.at)
		rest = rest[c.size:]
	}
	if b.hole {
		w.holes++
		w.recorder.Abandon(w.stream)
		w.cut()
		w.amid = b.amid
	}
}

func (w *worker) pass(from exchange.Peer, b []byte, at int64) {
	if w.amid[from] {
		end := bytes.IndexByte(b, '\n')
		if end < 0 {
			return
		}
		w.amid[from] = false
		b = b[end+1:]
	}
	w.lines[from].Write(b, func(m transport.Message) { w.message(from, m, at) })
}

// Bounds of what is handed on at once.
const (
	maxSpans   = 512
	maxContent = 1 << 20 // bytes, about
)

func (w *worker) message(from exchange.Peer, m transport.Message, at int64) {
	w.recorder.Message(w.stream, from, m, at)
	if c := &w.options.Capture; c.Arguments || c.Results || c.Definitions || c.Logs {
		w.recorded += len(m.Data)
	}
	if spans, logs := w.recorder.Recorded(); spans+logs >= maxSpans || w.recorded >= maxContent {
		w.flush()
	}
}

// flush hands on what was recorded.
func (w *worker) flush() {
	w.recorded = 0
	if spans, logs := w.recorder.Recorded(); spans+logs > 0 {
		w.options.Sink(w.recorder.Take())
	}
}

// end ends everything: the process is gone.
func (w *worker) end(at int64) {
	for from, lines := range w.lines {
		if !w.amid[from] {
			lines.Close(func(m transport.Message) { w.message(exchange.Peer(from), m, at) })
		}
	}
	w.recorder.Close(w.stream, false, at)
	w.recorder.EndSession(w.options.Server, "", "", at)
	w.recorder.Stop()
	w.flush()
}
