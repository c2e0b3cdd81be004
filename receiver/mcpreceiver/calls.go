package mcpreceiver

import (
	"crypto/sha256"
	"sync"
	"time"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Bounds of what is remembered of calls. Emitters send spans and logs every few
// seconds, each from its own queue.
const (
	maxCalls   = 4096
	callExpiry = 5 * time.Minute
)

// calls is what the traces and the logs side of one receiver know of each other:
// where spans made from log records go, and which calls either side has told of.
//
// It remembers the last maxCalls keys of each side, for callExpiry. A call whose
// other half comes later than that is told of twice.
type calls struct {
	// traces and logs are set while pipelines are built, before anything starts.
	traces consumer.Traces // nil if the receiver is in no traces pipeline
	logs   bool

	mu        sync.Mutex // covers the sets
	fromSpans *bounded.Set[callKey]
	fromLogs  *bounded.Set[callKey]
}

func newCalls() *calls {
	return &calls{
		fromSpans: bounded.NewSet[callKey](maxCalls, callExpiry),
		fromLogs:  bounded.NewSet[callKey](maxCalls, callExpiry),
	}
}

// connected reports whether the receiver is in a traces and a logs pipeline.
func (c *calls) connected() bool { return c.traces != nil && c.logs }

// span notes a span and reports whether a log record has told of its call before.
func (c *calls) span(keys []callKey, now time.Time) (duplicate bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, key := range keys {
		if c.fromLogs.Has(key, now) {
			return true
		}
	}
	for _, key := range keys {
		c.fromSpans.Add(key, now)
	}
	return false
}

// records notes the calls of a batch of log records and returns which of them
// nothing has told of before.
func (c *calls) records(batch [][]callKey, now time.Time) (first []bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	first = make([]bool, len(batch))
	for i, keys := range batch {
		first[i] = c.record(keys, now)
	}
	return first
}

// record is called with the lock held. A record that is sent again has the first
// key of the one before.
func (c *calls) record(keys []callKey, now time.Time) (first bool) {
	for _, key := range keys {
		if c.fromSpans.Has(key, now) {
			return false
		}
	}
	if !c.fromLogs.Add(keys[0], now) {
		return false
	}
	for _, key := range keys[1:] {
		c.fromLogs.Add(key, now)
	}
	return true
}

// forget takes back calls of log records that reached nobody.
func (c *calls) forget(batch [][]callKey) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, keys := range batch {
		for _, key := range keys {
			c.fromLogs.Remove(key)
		}
	}
}

// callKey is a hash, so that ids of any length need the same memory.
type callKey [16]byte

// keyOfID is the key of a call id, which is unique within a service.
func keyOfID(service, id string) callKey {
	sum := sha256.Sum256([]byte("id\x00" + service + "\x00" + id))
	return callKey(sum[:16])
}

// keyOfSpan is the key of what one span tells of.
func keyOfSpan(kind mcp.Kind, trace pcommon.TraceID, span pcommon.SpanID) callKey {
	text := append([]byte("span\x00"), byte(kind))
	sum := sha256.Sum256(append(append(text, trace[:]...), span[:]...))
	return callKey(sum[:16])
}

// keysOfSpan are the keys under which a log record may tell of the same call: its
// id and its place in the trace. Only the agent's view has any, as only that is
// what log records are. The client's view of the same call is another span, with
// a metric of its own.
func keysOfSpan(service string, c *mcp.Call) []callKey {
	switch {
	case c.Kind == mcp.KindToolCall && c.Role == mcp.RoleAgent:
	case c.Kind == mcp.KindInference && c.Side != mcp.SideServer:
	default:
		return nil
	}
	keys := make([]callKey, 0, 2)
	if c.ToolCallID != "" {
		keys = append(keys, keyOfID(service, c.ToolCallID))
	}
	return append(keys, keyOfSpan(c.Kind, c.TraceID, c.SpanID))
}

// keysOfRecord are the keys under which a span may tell of the same call: the
// call's id or, without one, the span that is made of the record, as another
// Collector may have done, and the span in which the record was written.
func keysOfRecord(service string, c *mcp.Call) []callKey {
	if c.ToolCallID != "" {
		return []callKey{keyOfID(service, c.ToolCallID)}
	}
	keys := []callKey{keyOfSpan(c.Kind, c.TraceID, c.SpanID)}
	if c.ParentID != [8]byte{} {
		keys = append(keys, keyOfSpan(c.Kind, c.TraceID, c.ParentID))
	}
	return keys
}

// serviceOf names the emitter. Its instance is not part of that: a call id is
// unique without.
func serviceOf(r pcommon.Resource) string {
	return resourceText(r, semconv.ServiceNamespace) + "/" + resourceText(r, semconv.ServiceName)
}

func resourceText(r pcommon.Resource, key string) string {
	if v, ok := r.Attributes().Get(key); ok {
		return v.Str()
	}
	return ""
}
