package dedup

import (
	"sync/atomic"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// times remember when requests that were told have lasted. A client may give all of its requests
// one id, though it must not: two that do not overlap are no twins, whatever their ids.
//
// A request has one cell. One that another request has taken since is as good as not known.
type times [requestTimes]atomic.Uint64

// requestTimes is how many cells there are.
const requestTimes = 1 << 14

// A time is the beginning of a request below its length, both in units, and above them a part of
// its hash.
const (
	timeUnit  = 14 // 16 µs, as a shift of nanoseconds
	timeBits  = 26 // of a beginning and of a length: 18 minutes
	timeMask  = 1<<timeBits - 1
	longest   = 1<<(timeBits-1) - 1
	tolerance = 61 // a millisecond: views of a call may follow each other closely
)

// lasting is when a call has lasted; 0 if that is not known, as that of a log record, which has one
// time, and of what is longer than a time can say.
func lasting(c *mcp.Call) uint64 {
	if c.FromLog || c.Start <= 0 || c.End <= c.Start || (c.End-c.Start)>>timeUnit > longest {
		return 0
	}
	return uint64(c.Start>>timeUnit)&timeMask | uint64((c.End-c.Start)>>timeUnit+1)<<timeBits
}

func (t *times) cell(request uint64) *atomic.Uint64 { return &t[request%requestTimes] }

// free reports whether a request is surely not known.
func (t *times) free(request uint64) bool { return (t.cell(request).Load()^request)>>(2*timeBits) != 0 }

// set notes when a request has lasted.
func (t *times) set(request, lasted uint64) {
	if lasted != 0 {
		t.cell(request).Store(request>>(2*timeBits)<<(2*timeBits) | lasted)
	}
}

// apart notes when a request has lasted and reports whether the one of the same id that was noted
// before has ended by then, or has begun after it.
func (t *times) apart(request, lasted uint64) bool {
	before := t.cell(request).Load()
	known := before != 0 && (before^request)>>(2*timeBits) == 0
	if lasted == 0 || known && overlaps(before, lasted) {
		return false
	}
	t.set(request, lasted)
	return known
}

// overlaps reports whether two times have some in common, or nearly so.
func overlaps(a, b uint64) bool {
	later := int64(b-a) << (64 - timeBits) >> (64 - timeBits) // how much later b has begun
	if later < 0 {
		a, later = b, -later
	}
	return later <= int64(a>>timeBits&timeMask)+tolerance
}
