package anomaly

import (
	"fmt"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// destructive looks for the first destructive call of somebody who has made others.
func (x *moment) destructive() {
	if x.Call.Kind != mcp.KindToolCall || x.principal == 0 || x.Call.Failed() || !x.options.on(FirstDestructiveUse) {
		return
	}
	p, _ := x.principals.Add(x.asSeen(x.principal), x.at, nil)
	p.calls = min(p.calls+1, 1<<31)
	if p.destructive || !x.destroys() {
		return
	}
	p.destructive = true
	if before := float64(p.calls - 1); before >= x.threshold(FirstDestructiveUse) {
		x.tell(x.found(FirstDestructiveUse, fmt.Sprintf("the principal's first destructive call, after %.0f others", before), before, x.threshold(FirstDestructiveUse)), x.principal)
	}
}

// destroys reports whether a tool is destructive: what it declares counts before its
// name.
func (x *moment) destroys() bool {
	h := x.declared()
	switch {
	case h.ReadOnly == catalog.Yes, h.Destructive == catalog.No:
		return false
	case h.Destructive == catalog.Yes:
		return true
	}
	return destructiveName(x.Call.Tool)
}

// destructiveVerbs are first words of names of tools that take away what cannot be put
// back.
var destructiveVerbs = map[string]bool{
	"delete": true, "remove": true, "drop": true, "destroy": true, "purge": true, "wipe": true, "erase": true,
	"truncate": true, "revoke": true, "terminate": true, "kill": true, "uninstall": true, "overwrite": true,
}

func destructiveName(name string) bool {
	for word := range words(name) {
		return destructiveVerbs[strings.ToLower(word)]
	}
	return false
}
