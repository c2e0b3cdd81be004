package dialect

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Reader reads calls from spans of every dialect and leaves the spans alone, for
// components that may get spans which nothing has normalised. What it reads is
// what [Normalizer.Normalize] followed by [mcpspan.Decode] would give.
//
// A span that was normalised, or that has nothing to translate, costs little more
// than decoding; any other is copied and normalised. A reader serves one goroutine.
type Reader struct {
	normalizer *Normalizer
	glance     glance
	copy       ptrace.Span
	copied     bool // it has what a span had
}

// NewReader returns a reader.
func (n *Normalizer) NewReader() *Reader {
	r := &Reader{normalizer: n, copy: ptrace.NewSpan()}
	r.glance.init(&n.index)
	return r
}

// Read returns what a span tells, and whether it is MCP or GenAI telemetry at all, as
// [mcpspan.Decode] does. The call is the reader's own and good until the next Read.
func (r *Reader) Read(scope Scope, span ptrace.Span) (c *mcp.Call, ok bool) {
	return &r.glance.call, r.Reads(scope, span)
}

// Call returns the call of the last span: the same one each time.
func (r *Reader) Call() *mcp.Call { return &r.glance.call }

// Reads is Read for whoever has the call.
func (r *Reader) Reads(scope Scope, span ptrace.Span) (ok bool) {
	c := &r.glance.call
	ok = r.glance.at(span)
	if !ok || r.glance.decoder.Kind == mcp.KindOther {
		return r.closer(scope, span, ok)
	}
	c.Dialect = scope.dialectName(semconvName)
	return true
}

// closer looks closer at a span that does not say what it is. At a glance it is MCP or GenAI
// telemetry, or not.
func (r *Reader) closer(scope Scope, span ptrace.Span, ok bool) bool {
	c := &r.glance.call
	if !r.glance.translates(scope, span) {
		if c.Method == mcp.MethodToolsCall && c.Operation == "" {
			c.Operation = semconv.OperationExecuteTool
		}
		c.Dialect = semconvName
		return ok
	}
	span.CopyTo(r.copy)
	r.copied = true
	result := r.normalizer.Normalize(scope, r.copy)
	ok = mcpspan.Decode(r.copy, c)
	c.Dialect = scope.dialectName(result.Dialect.String())
	return ok
}

// dialectName is that of the scope, which outlives normalising, or else of what a span
// was read in.
func (s Scope) dialectName(otherwise string) string {
	if s.dialect != nil {
		return s.dialect.Name
	}
	return otherwise
}

// Forget lets go of the strings of the last span.
func (r *Reader) Forget() {
	r.glance.call.Reset()
	if r.copied {
		r.copy, r.copied = ptrace.NewSpan(), false
	}
}
