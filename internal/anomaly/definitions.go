package anomaly

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

var definitionKinds = map[string]catalog.DefinitionKind{
	KindTool: catalog.DefinedTool, KindResourceTemplate: catalog.DefinedTemplate,
}

// listed enters what a server lists into the ledger, and tells what that changes. What no
// server is named for is of nobody: several would be taken for one.
func (x *moment) listed() {
	if x.Server == "" || len(x.Definitions) == 0 {
		return
	}
	s := catalog.Server{Name: x.Server}
	for i := range x.Definitions {
		d := &x.Definitions[i]
		text := d.JSON
		if text == "" {
			text = d.Digest // that it has changed is all that can be told
		}
		x.changes = x.ledger.Observe(s, uint32(x.Observer), definitionKinds[d.Kind], d.Name, text, x.at, x.changes[:0])
		for c := range x.changes {
			x.changed(&x.changes[c])
		}
	}
}

// changed tells of one change.
func (x *moment) changed(c *catalog.Change) {
	f := x.finding(c)
	if f.Reason == "" {
		return
	}
	if why := c.Reasons.String(); why != "" {
		f.Reason += ": " + strings.ReplaceAll(why, ",", ", ")
	}
	x.tell(f, series.MixText(series.Mix(x.server, uint64(c.What)), c.Name))
}

// finding is what is made of a change; one without a reason if that is nothing.
func (x *moment) finding(c *catalog.Change) (f Finding) {
	bad := c.Score >= enough
	switch c.What {
	case catalog.First:
		if bad {
			f = x.found(PoisonedDefinition, "a definition is suspect", none, none)
		}
	case catalog.Changed, catalog.Returned:
		f = x.found(DefinitionChanged, "a definition is another than before", none, none)
		if bad {
			f = x.found(PoisonedDefinition, "a definition was changed for the worse", none, none)
		}
		if c.What == catalog.Returned && c.Parts == 0 {
			f.Reason = "" // it is as it was
		}
	case catalog.Split:
		f = x.found(DefinitionConflict, "two observers are shown different definitions", none, none)
	case catalog.Shadowed:
		if bad {
			f = x.found(ToolShadowing, "a tool can be taken for one of another server", none, none)
		}
	}
	f.Score = max(c.Score, enough)
	return f
}

// undeclared looks for calls of tools that the server has, but does not list.
func (x *moment) undeclared() {
	c := x.Call
	if c.Kind != mcp.KindToolCall || x.Server == "" || c.Failed() || !x.options.on(UndeclaredTool) {
		return
	}
	if declared, known := x.ledger.Called(catalog.Server{Name: x.Server}, c.Tool, x.at); known && !declared {
		x.tell(x.found(UndeclaredTool, "a tool was called that the server does not list", none, none), x.tool)
	}
}
