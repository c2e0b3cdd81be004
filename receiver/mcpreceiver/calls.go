package mcpreceiver

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
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
	maxCalls    = 4096
	keysPerCall = 4 // at most
	callExpiry  = 5 * time.Minute
)

// calls is what the traces and the logs side of one receiver know of each other:
// where spans made from log records go, and which calls either side has told of.
//
// It remembers the last maxCalls calls of each side or more, for callExpiry. A call whose
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
		fromSpans: bounded.NewSet[callKey](maxCalls*keysPerCall, callExpiry),
		fromLogs:  bounded.NewSet[callKey](maxCalls*keysPerCall, callExpiry),
	}
}

// connected reports whether the receiver is in a traces and a logs pipeline.
func (c *calls) connected() bool { return c.traces != nil && c.logs }

// span notes a span and reports whether a log record has told of its call before.
func (c *calls) span(keys callKeys, now time.Time) (duplicate bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if hasAny(c.fromLogs, keys.seek, now) {
		return true
	}
	for _, key := range keys.leave {
		c.fromSpans.Add(key, now)
	}
	return false
}

// records notes the calls of a batch of log records and returns which of them
// nothing has told of before.
func (c *calls) records(batch []callKeys, now time.Time) (first []bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	first = make([]bool, len(batch))
	for i, keys := range batch {
		first[i] = c.record(keys, now)
	}
	return first
}

// record is called with the lock held. A record that is sent again leaves the
// same first key as before.
func (c *calls) record(keys callKeys, now time.Time) (first bool) {
	if hasAny(c.fromSpans, keys.seek, now) || !c.fromLogs.Add(keys.leave[0], now) {
		return false
	}
	for _, key := range keys.leave[1:] {
		c.fromLogs.Add(key, now)
	}
	return true
}

func hasAny(set *bounded.Set[callKey], keys []callKey, now time.Time) bool {
	return slices.ContainsFunc(keys, func(key callKey) bool { return set.Has(key, now) })
}

// forget takes back calls of log records that reached nobody.
func (c *calls) forget(batch []callKeys) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, keys := range batch {
		for _, key := range keys.leave {
			c.fromLogs.Remove(key)
		}
	}
}

// callKey is a hash, so that ids of any length need the same memory.
type callKey [16]byte

// callKeys are under what one side notes a call, and what it looks for on the
// other. They differ where one side may say more than the other.
type callKeys struct{ leave, seek []callKey }

// keyOf hashes parts, each after its length.
func keyOf(parts ...string) callKey {
	var text []byte
	for _, part := range parts {
		text = append(binary.AppendUvarint(text, uint64(len(part))), part...)
	}
	sum := sha256.Sum256(text)
	return callKey(sum[:16])
}

// idKeys are the keys of a call id. It is unique within a conversation; where only
// one side names the conversation, the id alone has to do.
func idKeys(service string, c *mcp.Call) callKeys {
	anywhere := keyOf("id", service, c.ToolCallID)
	nowhere := keyOf("id without conversation", service, c.ToolCallID)
	if c.ConversationID == "" {
		return callKeys{leave: []callKey{nowhere, anywhere}, seek: []callKey{anywhere}}
	}
	here := keyOf("id in conversation", service, c.ConversationID, c.ToolCallID)
	return callKeys{leave: []callKey{here, anywhere}, seek: []callKey{here, nowhere}}
}

// placeKey is the key of what one span tells of: a record in that span tells of
// the same call if it is of the same kind and tool. Two that both have an id are
// compared by that alone.
func placeKey(c *mcp.Call, span [8]byte, hasID bool) callKey {
	tool := ""
	if c.Kind == mcp.KindToolCall {
		tool = c.Tool
	}
	return keyOf("place", strconv.FormatBool(hasID), strconv.Itoa(int(c.Kind)), tool, string(c.TraceID[:]), string(span[:]))
}

// keysOfSpan are the keys of a span's call: its id and its place in the trace.
// Only the agent's view has any, as only that is what log records are. The
// client's view of the same call is another span, with a metric of its own.
func keysOfSpan(service string, c *mcp.Call) (keys callKeys, ok bool) {
	switch {
	case c.Kind == mcp.KindToolCall && c.Role == mcp.RoleAgent:
	case c.Kind == mcp.KindInference && c.Side != mcp.SideServer:
	default:
		return callKeys{}, false
	}
	if c.ToolCallID != "" {
		keys = idKeys(service, c)
	}
	return keys.place(c, c.SpanID), true
}

// keysOfRecord are the keys of a log record's call: its id or, without one, the
// span that is made of it, as another Collector may have done; and the span in
// which it was written.
func keysOfRecord(service string, c *mcp.Call) callKeys {
	var keys callKeys
	if c.ToolCallID != "" {
		keys = idKeys(service, c)
	} else {
		keys = keys.place(c, c.SpanID)
	}
	if c.ParentID != [8]byte{} {
		keys = keys.place(c, c.ParentID)
	}
	return keys
}

// place adds the keys of a place. A side without an id meets both kinds of the
// other, a side with one only those without.
func (k callKeys) place(c *mcp.Call, span [8]byte) callKeys {
	hasID := c.ToolCallID != ""
	k.leave = append(k.leave, placeKey(c, span, hasID))
	k.seek = append(k.seek, placeKey(c, span, false))
	if !hasID {
		k.seek = append(k.seek, placeKey(c, span, true))
	}
	return k
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
