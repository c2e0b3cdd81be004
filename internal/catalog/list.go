package catalog

// Listed notes that a list of a server has ended for an observer, which began at a time
// and of which each definition was observed. If it is complete, what the observer was
// not shown since then was removed. A page that another follows is not complete.
func (l *Ledger) Listed(s Server, observer uint32, kind DefinitionKind, began int64, complete bool, now int64, out []Change) []Change {
	l.mu.Lock()
	defer l.mu.Unlock()
	sh := l.shelves[s]
	if sh == nil {
		return out
	}
	if kind == DefinedTool {
		sh.partial = !complete
		if complete {
			sh.complete = max(now, 1)
		}
	}
	if !complete {
		return out
	}
	for k, it := range sh.items {
		seen := it.find(observer)
		if k.kind != kind || seen == nil || seen.gone || seen.at >= began {
			continue
		}
		seen.gone = true
		out = append(out, Change{
			What: Removed, Kind: kind, Server: s, Observer: observer, Name: k.name, Before: it.variants[seen.variant].digest,
		})
	}
	return out
}

// Called says whether a server has declared a tool that was called, and whether that is
// known: it has listed tools not longer than Expiry ago, the list was complete, or not
// stated to be otherwise, and had room here.
func (l *Ledger) Called(s Server, tool string, now int64) (declared, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	sh := l.shelves[s]
	if sh == nil {
		return false, false
	}
	if it := sh.items[itemKey{DefinedTool, tool[:min(len(tool), maxName)]}]; it != nil && it.offered() {
		return true, true
	}
	recent := sh.listed != 0 && now-sh.listed < int64(Expiry)
	return false, recent && !sh.lost && (!sh.partial || sh.complete != 0 && now-sh.complete < int64(Expiry))
}
