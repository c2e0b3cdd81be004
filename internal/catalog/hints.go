package catalog

// Hint is what a tool declares of one kind of behaviour. Who asks decides what nothing
// means: the specification takes what is not said for the worst (2025-06-18, tools,
// annotations), which most servers do not mean.
type Hint uint8

// Hints.
const (
	Unsaid Hint = iota
	Yes
	No
)

// Hints are what a tool declares of its behaviour. They are claims of its server.
type Hints struct{ ReadOnly, Destructive, OpenWorld Hint }

// Hints returns what a tool of a server declares, as it was shown last; nothing of one
// that is not known.
func (l *Ledger) Hints(s Server, tool string) Hints {
	l.mu.Lock()
	defer l.mu.Unlock()
	sh := l.shelves[s]
	if sh == nil {
		return Hints{}
	}
	it := sh.items[itemKey{DefinedTool, tool[:min(len(tool), maxName)]}]
	if it == nil {
		return Hints{}
	}
	h := it.latest().hints
	return Hints{h.said(readOnlyHint), h.said(destructiveHint), h.said(openWorldHint)}
}

func (h hints) said(hint hints) Hint {
	yes, given := h.is(hint)
	switch {
	case !given:
		return Unsaid
	case yes:
		return Yes
	}
	return No
}
