package proxy

import (
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// ObserverOptions describe the server that is observed, and the bounds.
type ObserverOptions struct {
	// Server stands for the server wherever one has to be told from another. Address
	// and Port are server.address and server.port.
	Server, Address string
	Port            int64
	Capture         capture.Options
	Hasher          session.Hasher
	// MaxMessage is the length in bytes up to which messages are inspected.
	MaxMessage int
	// QueueSize is the number of pieces of traffic that may wait for inspection, and
	// QueueBytes their length in all.
	QueueSize  int
	QueueBytes int64
	// Sink takes what was recorded. It must not block.
	Sink Sink
	// Meter counts.
	Meter Meter
}

// Sink takes what was recorded.
type Sink interface {
	Record(ptrace.Traces, plog.Logs)
}

// Observer shows the traffic of one route to a recorder, in a goroutine of its own.
type Observer struct {
	options ObserverOptions
	queue   chan event
	waiting atomic.Int64 // bytes in the queue

	abandonedMu sync.Mutex // covers abandoned
	abandoned   []*passage

	worker worker
	hashes map[hashed]string
	stop   chan struct{}
	done   chan struct{}
}

// eventKind says what an event tells.
type eventKind uint8

const (
	// began is a request, with its body or the beginning of it.
	began eventKind = iota
	// requested is more of a long request body.
	requested
	// answered is the head of an event stream.
	answered
	// passed is a piece of an answer.
	passed
	// inflated is a piece of an answer after its content coding was undone.
	inflated
	// ended is the end of an exchange, with what had not been shown of the answer.
	ended
)

// event is one thing that the worker is told. The data is its own.
type event struct {
	passage  *passage
	kind     eventKind
	at       int64
	data     []byte
	last     bool // of a request body
	answer   answerHead
	byClient bool
}

// eventSize is what an event without data takes in the queue.
const eventSize = 128

// NewObserver returns an observer that does nothing yet.
func NewObserver(o ObserverOptions) *Observer {
	observer := &Observer{options: o, queue: make(chan event, o.QueueSize), hashes: map[hashed]string{}, stop: make(chan struct{}), done: make(chan struct{})}
	observer.worker = newWorker(observer)
	return observer
}

// put queues an event unless there is no room.
func (o *Observer) put(e event) bool {
	size := int64(len(e.data)) + eventSize
	if o.waiting.Add(size) > o.options.QueueBytes {
		o.waiting.Add(-size)
		return false
	}
	select {
	case o.queue <- e:
		return true
	default:
		o.waiting.Add(-size)
		return false
	}
}

// lose gives up an exchange of which something could not be queued. What the worker
// knows of it is forgotten.
func (o *Observer) lose(p *passage) {
	o.options.Meter.Unseen()
	if !p.shown {
		return
	}
	o.abandonedMu.Lock()
	o.abandoned = append(o.abandoned, p)
	o.abandonedMu.Unlock()
}

func (o *Observer) takeAbandoned() []*passage {
	o.abandonedMu.Lock()
	defer o.abandonedMu.Unlock()
	list := o.abandoned
	o.abandoned = nil
	return list
}

// Waiting returns the bytes in the queue.
func (o *Observer) Waiting() int64 { return o.waiting.Load() }

// Live returns the number of open requests and of sessions.
func (o *Observer) Live() (requests, sessions int64) {
	return o.worker.live[0].Load(), o.worker.live[1].Load()
}

// flushEvery is how long a span waits at most before it is handed to the sink, and
// flushSpans how many come together until then.
const (
	flushEvery = 200 * time.Millisecond
	flushSpans = 512
)

// Start begins observing.
func (o *Observer) Start() { go o.run() }

func (o *Observer) run() {
	defer close(o.done)
	ticker := time.NewTicker(flushEvery)
	defer ticker.Stop()
	var expired, forgotten time.Time
	for {
		select {
		case e := <-o.queue:
			o.take(e)
		case now := <-ticker.C:
			o.worker.forget(o.takeAbandoned())
			if now.Sub(expired) >= capture.ExpireEvery {
				expired = now
				o.worker.recorder.Expire(now.UnixNano())
			}
			if now.Sub(forgotten) >= forgetHashes {
				forgotten = now
				clear(o.hashes)
			}
			o.worker.flush()
		case <-o.stop:
			o.drain()
			return
		}
	}
}

func (o *Observer) take(e event) {
	o.waiting.Add(-int64(len(e.data)) - eventSize)
	o.worker.handle(&e)
	if spans, logs := o.worker.recorder.Recorded(); spans+logs >= flushSpans {
		o.worker.flush()
	}
}

// drain handles what is in the queue and ends everything.
func (o *Observer) drain() {
	for {
		select {
		case e := <-o.queue:
			o.take(e)
		default:
			o.worker.forget(o.takeAbandoned())
			o.worker.closeAll(time.Now().UnixNano())
			o.worker.recorder.Stop()
			o.worker.flush()
			return
		}
	}
}

// Stop records what is still open and returns when that has been handed to the sink. No
// request may come any more.
func (o *Observer) Stop() {
	close(o.stop)
	<-o.done
}

// hash returns what stands for a secret. It is the worker's.
func (o *Observer) hash(kind, secret string) string {
	if secret == "" {
		return ""
	}
	key := hashed{kind, secret}
	known, ok := o.hashes[key]
	if !ok {
		known = o.options.Hasher.Hash(kind, secret)
		if len(o.hashes) < maxHashes {
			o.hashes[key] = known
		}
	}
	return known
}

// hashed is a secret of a kind.
type hashed struct{ kind, secret string }

// maxHashes is how many hashes are remembered, and forgetHashes for how long the secrets
// stay in memory for it.
const (
	maxHashes    = 4096
	forgetHashes = time.Minute
)
