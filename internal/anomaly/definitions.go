package anomaly

import (
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

var definitionKinds = map[string]catalog.DefinitionKind{
	KindTool: catalog.DefinedTool, KindPrompt: catalog.DefinedPrompt, KindResourceTemplate: catalog.DefinedTemplate,
}

// listed enters what a server lists into the ledger, which locks by itself: definitions are
// long. What no server is named for is of nobody: several would be taken for one.
func (i *Inspector) listed(o *Observation) {
	o.Evidence.changes = o.Evidence.changes[:0]
	if o.Server == "" {
		return
	}
	s, at := catalog.Server{Name: o.Server}, o.Call.End
	if at <= 0 || at > o.Now {
		at = o.Now
	}
	for d := range o.Definitions {
		if d := &o.Definitions[d]; d.JSON != "" {
			o.Evidence.changes = i.ledger.Observe(s, uint32(o.Observer), definitionKinds[d.Kind], d.Name, d.JSON, at, o.Evidence.changes)
		}
	}
}

// listed tells what lists have changed.
func (x *moment) listed() {
	for i := range x.Evidence.changes {
		x.changed(&x.Evidence.changes[i])
	}
	for i := range x.Definitions {
		if d := &x.Definitions[i]; d.JSON == "" && d.Digest != "" && x.Server != "" {
			x.digested(d)
		}
	}
}

// digested compares the digest of a definition whose text is not known: that it has changed
// is all that can be told.
func (x *moment) digested(d *Definition) {
	known, added := x.digests.Add(series.MixText(series.MixText(x.server, d.Kind), d.Name), x.at, nil)
	before, now := *known, max(series.MixText(x.secret, d.Digest), 1)
	if *known = now; added || before == now {
		return
	}
	f := x.found(DefinitionChanged, "a definition is another than before; its text is not recorded", none, none)
	f.Subject = d.Name
	x.tellDaily(f)
}

// tellDaily tells once a day that a definition has changed: some hold what always does, as
// the time.
func (x *moment) tellDaily(f Finding) {
	about := series.MixText(x.server, f.Subject)
	if x.options.on(f.Type) && !x.changedOn.Show(about, uint32(x.newest/int64(time.Second))) {
		x.tell(f, about)
	}
}

// aDay is in seconds.
const aDay = 24 * 3600

// changed tells of one change.
func (x *moment) changed(c *catalog.Change) {
	f := x.finding(c)
	if f.Reason == "" {
		return
	}
	if why := c.Reasons.String(); why != "" {
		f.Reason += ": " + strings.ReplaceAll(why, ",", ", ")
	}
	if f.Subject = c.Name; f.Type == DefinitionChanged {
		x.tellDaily(f)
		return
	}
	x.tell(f, series.MixText(series.Mix(x.server, uint64(c.What)), c.Name))
}

// finding is what is made of a change; one without a reason if that is nothing.
func (x *moment) finding(c *catalog.Change) (f Finding) {
	bad := c.Score >= enough
	switch {
	case c.What == catalog.First && bad && c.Reasons&^catalog.Steering == 0:
		f = x.found(PoisonedDefinition, "a definition steers the model", none, none)
		f.Severity = Low // as vendors do who want their tool to be used
	case c.What == catalog.First && bad:
		f = x.found(PoisonedDefinition, "a definition is suspect", none, none)
	case c.What == catalog.Changed && bad && x.options.on(PoisonedDefinition):
		f = x.found(PoisonedDefinition, "a definition was changed for the worse", none, none)
	case c.What == catalog.Changed:
		f = x.found(DefinitionChanged, "a definition is another than before", none, none)
	case c.What == catalog.Split:
		f = x.found(DefinitionConflict, "two observers are shown different definitions", none, none)
		if !bad { // as two versions of a server are
			f.Severity = Low
		}
	case c.What == catalog.Shadowed && bad:
		f = x.found(ToolShadowing, "a tool can be taken for one of another server", none, none)
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
	declared, known := x.ledger.Called(catalog.Server{Name: x.Server}, c.Tool, x.at)
	if !known || declared || saysUnknown(c.Result, c.Tool) {
		return
	}
	x.tell(x.found(UndeclaredTool, "a tool was called that the server does not list", none, none), x.tool)
}

// saysUnknown reports whether a result says that there is no such tool, which some servers
// answer without calling it an error.
func saysUnknown(result, tool string) bool {
	return strings.Contains(result, "nknown tool") && strings.Contains(result, tool)
}

// ledgerEvery is how often what was not listed for long is forgotten.
const ledgerEvery = int64(3600e9)

// forgetListed makes room in the ledger.
func (x *moment) forgetListed() {
	if x.newest-x.expired >= ledgerEvery {
		x.expired = x.newest
		x.changes = x.ledger.Expire(x.newest, x.changes[:0])
	}
}
