package anomaly

import (
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// attempts are the last different calls of a session, and the last error.
type attempts struct {
	recent [8]attempt
	error  attempt
}

// attempt is a call that is made again and again.
type attempt struct {
	what   uint64 // tool and arguments, or tool and error
	answer uint64 // what came of it last; 0 is unknown
	since  int64  // when it was made first
	at     int64
	times  uint32
}

// retry looks for calls that are made again to no avail. An answer that differs is some
// avail: that is polling.
func (x *moment) retry(p *party) {
	if x.Call.Kind != mcp.KindToolCall || !x.options.on(RetryLoop) {
		return
	}
	within := x.window(RetryLoop)
	if x.Evidence.Arguments != 0 {
		a := p.attempts.of(series.Mix(x.tool, x.Evidence.Arguments))
		if n, known := a.again(x.answer(), x.at, within); known {
			x.looping(p, n, "with the same arguments")
		}
	}
	if x.Call.Failed() {
		e := &p.attempts.error
		what := sameError(series.MixText(x.tool, x.Call.ErrorType), mcp.Cut(x.Call.StatusMessage))
		if e.what != what {
			*e = attempt{what: what}
		}
		// Of many people who share nothing but a server that is down, each has the same error.
		if n, _ := e.again(1, x.at, within); p.times < timesOfMany {
			x.looping(p, n, "with the same error")
		}
	} else if x.tool != 0 {
		p.attempts.error = attempt{}
	}
}

// sameError folds what an error says into a word, but for the words that have a digit: the number
// of a request, or how long it took, is another each time.
func sameError(sum uint64, message string) uint64 {
	for word := range strings.FieldsSeq(message) {
		if !strings.ContainsAny(word, "0123456789") {
			sum = series.MixText(sum, word)
		}
	}
	return sum
}

// looping tells of a loop. Calls that succeed may have their reasons: it takes twice as
// many, and of a crowd it is what many ask for.
func (x *moment) looping(p *party, n uint32, how string) {
	enough := p.times * x.threshold(RetryLoop)
	if !x.Call.Failed() {
		enough *= 2
	}
	if float64(n) < enough || p.all != nil && (!x.Call.Failed() || 2*int(n) < p.all.retries.count(x.at, x.window(RetryLoop))) {
		return
	}
	f := x.foundOf(p, RetryLoop, fmt.Sprintf("the same tool was called %d times %s", n, how), float64(n))
	f.Baseline = enough
	x.tell(f, series.Mix(p.about, x.tool))
}

// answer stands for what a call brought; 0 if that is not known.
func (x *moment) answer() uint64 {
	c := x.Call
	switch {
	case c.Failed():
		return series.MixText(x.secret+'f', c.ErrorType)
	case c.ResultDigest != "":
		return series.MixText(x.secret+'d', c.ResultDigest)
	case x.Evidence.Result != 0:
		return x.Evidence.Result
	}
	return 0
}

// of returns the attempt that is the same call, or the oldest, for a new one.
func (a *attempts) of(what uint64) *attempt {
	oldest := &a.recent[0]
	for i := range a.recent {
		if a.recent[i].what == what {
			return &a.recent[i]
		}
		if a.recent[i].at < oldest.at {
			oldest = &a.recent[i]
		}
	}
	*oldest = attempt{what: what}
	return oldest
}

// again counts one more and returns how many there are with the same answer within a time,
// and whether the answer is known: others may differ from it or not.
func (a *attempt) again(answer uint64, now int64, within time.Duration) (times uint32, known bool) {
	if a.answer != answer || now-a.since > int64(within) {
		a.times, a.since = 0, now
	}
	a.answer, a.at = answer, max(a.at, now)
	a.times++
	return a.times, answer != 0
}
