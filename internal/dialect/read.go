package dialect

import (
	"strings"

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
	copy       ptrace.Span
	markers    markers
	needs      uint64
}

// NewReader returns a reader.
func (n *Normalizer) NewReader() *Reader {
	return &Reader{normalizer: n, copy: ptrace.NewSpan()}
}

// Read fills c from a span and reports whether the span is MCP or GenAI telemetry,
// as [mcpspan.Decode] does.
func (r *Reader) Read(scope Scope, span ptrace.Span, c *mcp.Call) bool {
	r.markers, r.needs = 0, 0
	ok, stated := mcpspan.DecodeWith(span, c, r)
	if stated.Kind && ok || !r.translates(scope, span, c) && !mendsEnding(span, c, stated.Outcome) {
		return ok
	}
	span.CopyTo(r.copy)
	r.normalizer.Normalize(scope, r.copy)
	return mcpspan.Decode(r.copy, c)
}

// Other notes what a key that Decode does not know says.
func (r *Reader) Other(key string) {
	if known := r.normalizer.index.lookup(key); known != nil {
		r.markers |= known.markers
		r.needs |= known.needs
	}
}

// translates reports whether normalising may change what a span says. It errs on
// the side of yes, except that it must not for spans which conform.
func (r *Reader) translates(scope Scope, span ptrace.Span, c *mcp.Call) bool {
	return scope.dialect != nil || r.markers&(claims|userName|oldName|ends) != 0 ||
		c.Odd != [mcp.NumOddities]uint8{} || mendsIdentity(span, c) || r.mayHaveShape(span, c)
}

// mendsIdentity is true for a method or an operation that may be none, and for
// what is not said in attributes.
func mendsIdentity(span ptrace.Span, c *mcp.Call) bool {
	switch {
	case c.Method == "":
		return mcp.KindOfOperation(c.Operation) == mcp.KindOther && mcp.KnownMethod(c.Operation)
	case c.Side == mcp.SideUnknown:
		return true // the client's address or the operation may change it
	case c.Method == mcp.MethodToolsCall:
		if c.Operation == "" {
			c.Operation = semconv.OperationExecuteTool
		}
		return c.Tool == ""
	case mcp.KnownMethod(c.Method):
		return c.Method == mcp.MethodPromptsGet && c.Prompt == ""
	}
	_, _, named := mcp.CutMethod(span.Name())
	return named
}

// mendsEnding is true where the code, the message or the result may say that the
// call ended otherwise. The most common such result, one with isError, is read in
// place.
func mendsEnding(span ptrace.Span, c *mcp.Call, stated bool) bool {
	if c.StatusCode != "" || span.Status().Code() == ptrace.StatusCodeError && strings.HasPrefix(c.StatusMessage, sdkErrorPrefix) {
		return true
	}
	known := c.ErrorType == semconv.ErrorTypeTool && span.Status().Code() == ptrace.StatusCodeError
	if !telling(c.Result) || known && (stated || !tellsWhy(c.Result)) {
		return false
	}
	a := answerOfText(c.Result)
	if !a.isError {
		return a != answer{}
	}
	if c.ErrorType == "" || c.ErrorType == semconv.Other && span.Status().Code() == ptrace.StatusCodeError {
		return true
	}
	if outcome := outcomeOfText(a.text); !stated && outcome != mcp.OutcomeToolError {
		c.Outcome = outcome
	}
	return false
}

// mayHaveShape is true if the span may be of a dialect that is told by shape.
func (r *Reader) mayHaveShape(span ptrace.Span, c *mcp.Call) bool {
	x, name := &r.normalizer.index, span.Name()
	identified := c.Method != "" || c.Operation != ""
	if !identified {
		if _, ok := genericNames[name]; ok {
			return true
		}
	} else if c.Operation != "" && mcp.KindOfOperation(c.Operation) == mcp.KindOther {
		return true
	}
	return x.byEvent && span.Events().Len() > 0 || x.hasNamed(name) || r.needs != 0 && r.hasNeeds(name, identified)
}

func (x *index) hasNamed(name string) bool {
	if name == "" {
		return false
	}
	named := x.named[name[0]]
	for i := range named {
		if strings.HasPrefix(name, named[i].begins) {
			return true
		}
	}
	return false
}

func (r *Reader) hasNeeds(name string, identified bool) bool {
	shaped := r.normalizer.index.shaped
	for i := range shaped {
		if d := &shaped[i]; d.needs != 0 && d.needs&^r.needs == 0 && strings.HasPrefix(name, d.begins) && (identified || !d.identified) {
			return true
		}
	}
	return false
}
