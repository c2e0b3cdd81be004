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
// made up, and a caller can make up as many as it likes.
//
// At most MaxNames are known, each for NamesExpiry after it was proven last; beyond
// that the one that was proven first is forgotten, and has to be proven again. A nil
// Names knows every name.
type Names struct {
	mu    sync.Mutex // covers known
	known *bounded.Set[name]
}

// Bounds of what is known.
const (
	MaxNames    = 10_000
	NamesExpiry = 24 * time.Hour
)

// name is one of a tool or of a prompt.
type name struct {
	prompt bool
	text   string
}

// NewNames returns a set that knows no name.
func NewNames() *Names { return &Names{known: bounded.NewSet[name](MaxNames, NamesExpiry)} }

// DeclareTool says that a server has listed a tool.
func (n *Names) DeclareTool(tool string, now int64) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.known.Add(name{text: mcp.Cut(tool)}, time.Unix(0, now))
}

// Doubts reports whether a call names something that nothing vouches for, itself
// included. Another call that is told at the same time may.
func (n *Names) Doubts(c *mcp.Call, now int64) bool {
	if n == nil || c.Tool == "" && c.Prompt == "" || proves(c) {
		return false
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	at := time.Unix(0, now)
	return c.Tool != "" && !n.known.Has(name{false, c.Tool}, at) || c.Prompt != "" && !n.known.Has(name{true, c.Prompt}, at)
}

// admits reports whether the names of a call may become labels. A call that a server
// has carried out vouches for its own.
func (n *Names) admits(c *mcp.Call, now int64) (tool, prompt bool) {
	if n == nil {
		return true, true
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.admit(name{false, c.Tool}, c, now), n.admit(name{true, c.Prompt}, c, now)
}

func (n *Names) admit(x name, c *mcp.Call, now int64) bool {
	at := time.Unix(0, now)
	switch {
	case x.text == "" || n.known.Has(x, at):
		return true
	case !proves(c):
		return false
	}
	n.known.Add(x, at)
	return true
}

// proves reports whether a call can only have ended like this if what it names exists.
// What tells a call again may know less of how it ended.
func proves(c *mcp.Call) bool {
	if c.Duplicate {
		return false
	}
	switch c.Outcome {
	case mcp.OutcomeSuccess, mcp.OutcomeToolError, mcp.OutcomeInputRequired:
		return true
	}
	return false
}
