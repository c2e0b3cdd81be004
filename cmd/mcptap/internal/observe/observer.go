package observe

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

// Options say what is observed, and within what bounds.
type Options struct {
	Capture capture.Options
	// Server stands for the server: see [exchange.Facts].
	Server string
	// MaxMessage is the length in bytes up to which messages are looked at as a whole.
	MaxMessage int
	// Sink takes what was recorded. It must not block.
	Sink func(ptrace.Traces, plog.Logs)
}

// Observer observes one process.
type Observer struct {
	options Options // set by Start
	queue   *queue
	stop    chan struct{}
	done    chan struct{}
	counts  Counts // read after done is closed

	// What follows belongs to the goroutine that observes.
	worker *worker
	taken  []*block
}

// Counts say what became of what passed.
type Counts struct {
	// Exchange is what could not be made a call of.
	Exchange exchange.Counts
	// Unseen is the number of bytes that were not looked at, Holes that of the times
	// that this began.
	Unseen int64
	Holes  int
	// Broken says that observing has ended early, by a fault of ours.
	Broken bool
}

// New returns an observer that keeps what it is shown until it is started. So many
// bytes may wait to be looked at, and as many again be looked at meanwhile.
func New(queueBytes int) *Observer {
	return &Observer{queue: newQueue(queueBytes), stop: make(chan struct{}), done: make(chan struct{})}
}

// Show takes a copy of what one side has sent. It does not block.
func (o *Observer) Show(from exchange.Peer, b []byte) { o.queue.put(from, b, time.Now().UnixNano()) }

// Start begins observing.
func (o *Observer) Start(options Options) {
	o.options = options
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		defer o.broken()
		o.watch()
	}()
	go func() {
		defer close(o.done)
		<-watched
		defer o.broken()
		o.finish()
	}()
}

// patience is how long pieces of traffic come together before they are looked at, unless
// there is much: waking takes a processor from whoever has it.
const patience = 50 * time.Millisecond

// The observer rests so many times as long as it works, so that client, server and relay
// have the processors. What waits is looked at calmly as long as there is room. When room
// gets short it hurries, with a fourth of one processor. And when there was none left, and
// traffic is more than can be looked at, it does not compete with it in vain.
const (
	calmly    = 15
	hurriedly = 3
)

// watch looks at what passes until that ends.
func (o *Observer) watch() {
	o.worker = newWorker(&o.options, time.Now().UnixNano())
	tick := time.NewTicker(capture.ExpireEvery)
	defer tick.Stop()
	for {
		select {
		case <-o.queue.begun:
			o.pause(patience, o.queue.many)
			if !o.see(o.stop) {
				return
			}
		case now := <-tick.C:
			o.worker.recorder.Expire(now.UnixNano())
			o.worker.flush()
			o.queue.rest()
		case <-o.stop:
			return
		}
	}
}

// see looks at what waits, and returns false if it was told to stop before the end.
func (o *Observer) see(stop <-chan struct{}) bool {
	o.taken = o.queue.take(o.taken)
	for len(o.taken) > 0 {
		select {
		case <-stop:
			return false
		default:
		}
		began := time.Now()
		b := o.taken[0]
		o.taken = o.taken[1:]
		o.worker.see(b)
		o.queue.giveBack(b)
		if stop != nil {
			o.pause(o.rest(time.Since(began)), nil)
		}
	}
	o.taken = nil
	return true
}

// rest is how long the observer rests after it has worked.
func (o *Observer) rest(worked time.Duration) time.Duration {
	if o.queue.crowded() {
		return hurriedly * worked
	}
	return calmly * worked
}

// finish looks at the rest, and ends everything. Somebody waits for it.
func (o *Observer) finish() {
	if o.counts.Broken {
		return
	}
	o.see(nil)
	o.worker.end(time.Now().UnixNano())
	o.counts = Counts{Exchange: o.worker.recorder.Counts(), Holes: o.worker.holes}
}

// pause waits for a time, unless there is reason not to.
func (o *Observer) pause(d time.Duration, reason <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-reason:
	case <-o.stop:
	}
}

// broken keeps a fault of ours from taking the server with it.
func (o *Observer) broken() {
	if recover() != nil {
		o.queue.stop()
		o.counts.Broken = true
	}
}

// Stop records what is still open, and returns when that has been handed on, or at the
// end of ctx. The process has ended.
func (o *Observer) Stop(ctx context.Context) Counts {
	o.queue.stop()
	close(o.stop)
	unseen := Counts{Unseen: o.queue.lost()}
	select {
	case <-o.done:
		o.counts.Unseen = unseen.Unseen
		return o.counts
	case <-ctx.Done():
		return unseen
	}
}
