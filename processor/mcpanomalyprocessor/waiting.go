package mcpanomalyprocessor

import (
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dedup"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// waiting are the calls of a batch that were read and not judged. A few are read one after the other,
// then the texts of all are looked at, then all are judged: a processor that does one kind of work for
// a while has its code at hand and knows where it branches. What is found is what would be found if
// each was judged before the next is read.
type waiting struct {
	calls     [mostWaiting]waitingCall
	n         int
	used      int  // of the calls, since all was forgotten
	undecided bool // whether the last was told before
}

// mostWaiting calls with a few KB of texts each fit the caches.
const mostWaiting = 16

// waitingCall is a call, and where it was read.
type waitingCall struct {
	reader   *dialect.Reader // has the call
	span     ptrace.Span
	sighting dedup.Sighting
	observed anomaly.Observation
}

// next is where the next call is read.
func (w *waiting) next() *waitingCall {
	w.used = max(w.used, w.n+1)
	return &w.calls[w.n]
}

// add adds what was read there, and reports whether there is room for no more.
func (w *waiting) add() bool {
	w.n++
	w.undecided = true
	return w.n == len(w.calls)
}

// maxKept bounds the definitions for which there is room in the next batch.
const maxKept = 64

// forget lets go of all calls.
func (w *waiting) forget() {
	for i := range w.calls[:w.used] {
		x := &w.calls[i]
		x.reader.Forget()
		o := &x.observed
		clear(o.Definitions[:cap(o.Definitions)])
		if cap(o.Definitions) > maxKept {
			o.Definitions = nil
		}
		x.span, o.Call, o.Server, o.Principal, o.Peer = ptrace.Span{}, nil, "", "", ""
	}
	w.used = 0
}

// decide asks whether the last call was told before. The next one has been read meanwhile, so that
// what is known of it has come near, but is not known yet.
func (w *worker) decide(now time.Time) {
	if !w.waiting.undecided {
		return
	}
	w.waiting.undecided = false
	seconds := uint32(now.Unix())
	x := &w.waiting.calls[w.waiting.n-1]
	x.observed.Twin = w.model.window.Judge(&x.sighting, seconds) != dedup.Fresh
	x.observed.Twin = w.model.claims.Holds(x.observed.Call, seconds) || x.observed.Twin
}

// settle judges all calls that wait. What a server lists is not known before what it has said earlier
// is judged.
func (w *worker) settle(now time.Time) {
	w.decide(now)
	calls := w.waiting.calls[:w.waiting.n]
	w.waiting.n = 0
	for len(calls) > 0 {
		n := 1
		for len(calls[0].observed.Definitions) == 0 && n < len(calls) && len(calls[n].observed.Definitions) == 0 {
			n++
		}
		for i := range calls[:n] {
			w.inspector.Inspect(&calls[i].observed)
		}
		for i := range calls[:n] {
			w.judge(&calls[i])
		}
		calls = calls[n:]
	}
}

// judge judges a call whose texts were looked at.
func (w *worker) judge(x *waitingCall) {
	o := &x.observed
	if !o.Call.Kind.IsCall() {
		w.described(o, x.span)
	}
	w.found = w.model.judge(o, w.found[:0])
	w.tally.judged(o, w.found)
	if n := write(x.span, w.found); n > 0 {
		w.tally.skipped[tooMany] += int64(n)
	}
}
