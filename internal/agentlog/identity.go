package agentlog

import (
	"crypto/sha256"
	"encoding/binary"

	"go.opentelemetry.io/collector/pdata/plog"
)

// identity places the call in a trace: see the package comment.
func (d *record) identity(r plog.LogRecord) {
	c := d.call
	self := d.self()
	turn := d.raw(d.turn)
	c.TraceID = r.TraceID()
	switch {
	case c.TraceID != [16]byte{}:
		c.ParentID = r.SpanID()
	case c.ConversationID != "" || turn != "":
		c.TraceID = [16]byte(digest("trace", d.cli.name, c.ConversationID, turn))
	default:
		c.TraceID = [16]byte(digest(append(self, "trace", d.cli.name)...))
	}
	c.SpanID = [8]byte(digest(append(self, "span", string(c.TraceID[:]))...))
}

// self is what tells the call from others: its own id or, without one, all that
// two calls are unlikely to have in common.
func (d *record) self() []string {
	c := d.call
	if c.ToolCallID != "" {
		return []string{d.name, c.ToolCallID}
	}
	if id := d.raw(d.requestID); id != "" {
		return []string{d.name, id}
	}
	return []string{d.name, decimal(c.End), decimal(c.Start), d.raw(eventSequence), c.Tool, c.RequestModel, c.Arguments}
}

// raw is any value as text. It is hashed only, so its type does not matter.
func (d *record) raw(key string) string {
	v, ok := d.get(key)
	if !ok {
		return ""
	}
	return v.AsString()
}

// digest hashes texts so that none can run into the next.
func digest(texts ...string) []byte {
	h := sha256.New()
	var length [8]byte
	for _, text := range texts {
		binary.BigEndian.PutUint64(length[:], uint64(len(text)))
		h.Write(length[:])
		h.Write([]byte(text))
	}
	return h.Sum(nil)
}
