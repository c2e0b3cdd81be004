package dialect

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcpspan"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// glance is a first look at a span, which decides whether there is anything to
// translate: most spans conform or are none of ours, and cost no more than that.
type glance struct {
	index   *index
	call    mcp.Call
	decoder *mcpspan.Decoder // into call
	markers markers
	needs   uint64
}

// init makes a glance ready for spans. It must stay where it is.
func (g *glance) init(x *index) {
	g.index, g.decoder = x, mcpspan.NewDecoder(&g.call, g)
}

// at reads a span and reports whether it is MCP or GenAI telemetry as it is.
func (g *glance) at(span ptrace.Span) bool {
	g.markers, g.needs = 0, 0
	return g.decoder.Decode(span)
}

// Other notes what a key that Decode does not know says.
func (g *glance) Other(key string) {
	if known := g.index.lookup(key); known != nil {
		g.markers |= known.markers
		g.needs |= known.needs
	}
}

// tellingMarks are the marks of keys that change what a span tells.
const tellingMarks = claims | userName | oldName | ends

// translates reports whether normalising may change what a span tells. It errs on
// the side of yes, except that it must not for spans which conform.
func (g *glance) translates(scope Scope, span ptrace.Span) bool {
	return scope.dialect != nil || g.markers&tellingMarks != 0 || g.call.Odd != [mcp.NumOddities]uint8{} ||
		g.mendsIdentity(span) || g.mayHaveShape(span) || g.mendsEnding(span)
}

// mendsIdentity is true for a method or an operation that may be none, and for
// what is not said in attributes.
func (g *glance) mendsIdentity(span ptrace.Span) bool {
	c := &g.call
	switch {
	case c.Method == "":
		return mcp.KindOfOperation(c.Operation) == mcp.KindOther && mcp.KnownMethod(c.Operation)
	case c.Side == mcp.SideUnknown:
		return true // the client's address or the operation may change it
	case c.Method == mcp.MethodToolsCall:
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
func (g *glance) mendsEnding(span ptrace.Span) bool {
	c, failed := &g.call, span.Status().Code() == ptrace.StatusCodeError
	if c.StatusCode != "" || failed && strings.HasPrefix(c.StatusMessage, sdkErrorPrefix) ||
		failed && c.ErrorType == "" && span.Events().Len() > 0 {
		return true
	}
	known, stated := failed && c.ErrorType == semconv.ErrorTypeTool, g.decoder.Outcome != mcp.OutcomeUnknown
	if !telling(c.Result) || known && (stated || !tellsWhy(c.Result)) {
		return c.ErrorType == semconv.ErrorTypeTool && !failed
	}
	a := answerOfText(c.Result)
	if !a.isError {
		return a != answer{}
	}
	if !known {
		return true
	}
	if outcome := outcomeOfText(a.text); !stated && outcome != mcp.OutcomeToolError {
		c.Outcome = outcome
	}
	return false
}

// mayHaveShape is true if the span may be of a dialect that is told by shape.
func (g *glance) mayHaveShape(span ptrace.Span) bool {
	name, c := span.Name(), &g.call
	identified := c.Method != "" || c.Operation != ""
	if !identified {
		if _, ok := genericNames[name]; ok {
			return true
		}
	} else if c.Operation != "" && mcp.KindOfOperation(c.Operation) == mcp.KindOther {
		return true
	}
	return g.index.byEvent && span.Events().Len() > 0 || g.index.hasNamed(name) || g.needs != 0 && g.hasNeeds(name, identified)
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

func (g *glance) hasNeeds(name string, identified bool) bool {
	for i := range g.index.shaped {
		d := &g.index.shaped[i]
		if d.needs != 0 && d.needs&^g.needs == 0 && strings.HasPrefix(name, d.begins) && (identified || !d.identified) {
			return true
		}
	}
	return false
}
