package callmetrics

import (
	"sync"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Other stands for a name that nothing vouches for.
const Other = "_other"

// Names are the names of tools and prompts that may become labels: those that a server
// has declared, and those of calls that it has carried out. Any other is what a caller
// made up, and a caller can make up as many as it likes. The same goes for versions of the
// protocol that are no revision known here.
//
// At most MaxNames are known, each for NamesExpiry after it was proven or had a series; beyond
// that the one of which that is longest ago is forgotten, and has to be proven again. A nil
// Names knows every name.
type Names struct {
	mu      sync.Mutex // covers what is below
	known   *bounded.Set[name]
	added   int   // since the names of series were renewed
	renewed int64 // when they were
}

// Bounds of what is known.
const (
	MaxNames    = 10_000
	NamesExpiry = 24 * time.Hour

	// Names of series are renewed when so many were added, or so long after the last time.
	renewAfter = MaxNames / 4
	renewEvery = NamesExpiry / 4
)

// name is one of a tool, of a prompt, the template of resources, or a version.
type name struct {
	of   named
	text string
}

type named uint8

const (
	ofTool named = iota
	ofPrompt
	ofResource
	ofVersion
	numNamed
)

// namesOf are those of a call.
func namesOf(c *mcp.Call) [3]name {
	return [...]name{{ofTool, c.Tool}, {ofPrompt, c.Prompt}, {ofResource, c.Resource}}
}

// NewNames returns a set that knows no name.
func NewNames() *Names { return &Names{known: bounded.NewSet[name](MaxNames, NamesExpiry)} }

// DeclareTool says that a server has listed a tool.
func (n *Names) DeclareTool(tool string, now int64) { n.declare(name{ofTool, mcp.Cut(tool)}, now) }

// DeclareResource says that a template of resources is known.
func (n *Names) DeclareResource(template string, now int64) {
	n.declare(name{ofResource, mcp.Cut(template)}, now)
}

func (n *Names) declare(x name, now int64) {
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.add(x, now)
}

func (n *Names) add(x name, now int64) {
	if n.known.Add(x, time.Unix(0, now)) {
		n.added++
	}
}

// isDue reports whether names that are in use would be forgotten if they were not renewed: their
// calls are remembered elsewhere and prove nothing any more.
func (n *Names) isDue(now int64) bool {
	if n == nil {
		return false
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.added >= renewAfter || now-n.renewed >= int64(renewEvery)
}

// renew makes names known as if they were proven now.
func (n *Names) renew(used map[name]struct{}, now int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for x := range used {
		n.known.Remove(x)
		n.known.Add(x, time.Unix(0, now))
	}
	n.added, n.renewed = 0, now
}

// Doubts reports whether a call names something that nothing vouches for, itself
// included. Another call that is told at the same time may.
func (n *Names) Doubts(c *mcp.Call, now int64) bool {
	if n == nil || c.Tool == "" && c.Prompt == "" || Proves(c) {
		return false
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, x := range namesOf(c) {
		if x.text != "" && !n.known.Has(x, time.Unix(0, now)) {
			return true
		}
	}
	return false
}

// admitted says which names of a call may become labels.
type admitted struct{ tool, prompt, resource, version bool }

// admits returns them. A call that a server has carried out vouches for its own.
func (n *Names) admits(c *mcp.Call, now int64) admitted {
	plain := c.ProtocolVersion == "" || mcp.KnownVersion(c.ProtocolVersion)
	if n == nil || plain && c.Tool == "" && c.Prompt == "" && c.Resource == "" {
		return admitted{true, true, true, true}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	names := namesOf(c)
	return admitted{
		n.admit(names[ofTool], c, now), n.admit(names[ofPrompt], c, now), n.admit(names[ofResource], c, now),
		plain || n.admit(name{ofVersion, c.ProtocolVersion}, c, now),
	}
}

func (n *Names) admit(x name, c *mcp.Call, now int64) bool {
	switch {
	case x.text == "" || n.known.Has(x, time.Unix(0, now)):
		return true
	case !Proves(c):
		return false
	}
	n.add(x, now)
	return true
}

// Proves reports whether a call can only have ended like this if what it names exists.
// What tells a call again may know less of how it ended.
func Proves(c *mcp.Call) bool {
	return !c.Duplicate && (c.Outcome == mcp.OutcomeSuccess || c.Outcome == mcp.OutcomeToolError || c.Outcome == mcp.OutcomeInputRequired)
}
