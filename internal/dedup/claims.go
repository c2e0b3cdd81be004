package dedup

import (
	"math/rand/v2"
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Claims judges spans that say of themselves that a log record has told of their call before
// (mcp.duplicate). Whoever writes telemetry may say so: a claim holds if the span of such a record was
// shown within Expiry, of the same call id or written in that span, and that span vouches for one
// only. The zero value is ready; it takes memory with the first record. It is safe for concurrent use.
type Claims struct {
	once       sync.Once
	secret     uint64
	told, used *bounded.Recent
}

// Holds shows a call and reports whether it is a duplicate as it says. The time is in seconds, of any
// epoch.
func (c *Claims) Holds(call *mcp.Call, now uint32) bool {
	if !call.FromLog && !call.Duplicate {
		return false
	}
	c.once.Do(func() {
		c.secret = rand.Uint64()
		c.told, c.used = &bounded.Recent{Expiry: Expiry}, &bounded.Recent{Expiry: Expiry}
	})
	if call.FromLog {
		for _, key := range [...]uint64{c.byID(call), c.at(call, call.ParentID), c.at(call, call.SpanID)} {
			if key != 0 {
				c.told.Show(key, now)
			}
		}
		return false
	}
	for _, key := range [...]uint64{c.byID(call), c.at(call, call.SpanID)} {
		if key != 0 && c.told.Shown(key, now) && !c.used.Show(key, now) {
			return true
		}
	}
	return false
}

// byID is the hash of a call by its id; 0 without one.
func (c *Claims) byID(call *mcp.Call) uint64 {
	if call.ToolCallID == "" {
		return 0
	}
	return series.MixText(c.what(call), call.ToolCallID)
}

// at is the hash of a call that a span tells of; 0 without one.
func (c *Claims) at(call *mcp.Call, span [8]byte) uint64 {
	if span == ([8]byte{}) {
		return 0
	}
	return series.MixText(series.MixText(c.what(call)+1, string(call.TraceID[:])), string(span[:]))
}

func (c *Claims) what(call *mcp.Call) uint64 {
	return series.MixText(c.secret+uint64(call.Kind)<<8+uint64(call.Role)<<16, call.Tool)
}
