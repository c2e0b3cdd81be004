package catalog

// Called says whether a server has declared a tool that was called, and whether that is
// known: it has listed tools not longer than Expiry ago, and they had room here.
func (l *Ledger) Called(s Server, tool string, now int64) (declared, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	sh := l.shelves[s]
	if sh == nil {
		return false, false
	}
	if sh.items[itemKey{DefinedTool, tool[:min(len(tool), maxName)]}] != nil {
		return true, true
	}
	recent := sh.listed != 0 && now-sh.listed < int64(Expiry)
	return false, recent && !sh.lost
}
