package catalog

// sight is that an observer was shown something.
type sight struct {
	server   Server
	observer uint32
	item     *item
	isNew    bool // nobody was shown anything of the item before
	raw      uint64
	now      int64
}

// observe enters what was shown and appends what that changes.
func (l *Ledger) observe(s sight, d *definition, out []Change) []Change {
	it := s.item
	seen, lost := it.sighting(s.observer)
	l.lost.Observers += one(lost)
	before := s.before(seen)
	at := it.variant(d.digest)
	known := at >= 0
	var v verdict
	if !known || seen.variant >= 0 && int(seen.variant) != at {
		v = d.judge(l.key, before, func(hash uint32, name string) (own, foreign bool) { return l.roll.owners(hash, name, s.server) })
	}
	if !known {
		at, lost = it.addVariant(variant{profile: *d.profile(l.key), verdict: v}, int(seen.variant))
		l.lost.Variants += one(lost)
	}
	it.variants[at].raw = s.raw
	change := s.change(seen, at, known, before, v)
	seen.enter(at, s.now)
	it.touch(seen, s.now)
	if change.What != numWhats {
		out = append(out, change)
	}
	if s.isNew {
		return l.enroll(s, out)
	}
	l.remember(it, at)
	return it.disagree(s.server, seen, s.now, out)
}

func one(yes bool) uint64 {
	if yes {
		return 1
	}
	return 0
}

// before is what a definition is compared with: what this observer was shown, or else
// what others were shown last; nil for the first. It is a copy: its variant may give
// way to the new one.
func (s sight) before(seen *sighting) *profile {
	var p profile
	switch {
	case s.isNew:
		return nil
	case seen.variant >= 0:
		p = s.item.variants[seen.variant].profile
	default:
		p = s.item.latest().profile
	}
	return &p
}

// change says what happened to the item for the observer; its kind is numWhats where
// nothing did.
func (s sight) change(seen *sighting, at int, known bool, before *profile, v verdict) Change {
	now := &s.item.variants[at]
	c := Change{
		What: numWhats, Kind: s.item.kind, Server: s.server, Observer: s.observer, Name: s.item.name,
		Score: v.score, Reasons: v.reasons, After: now.digest,
	}
	if before != nil {
		c.Before, c.Parts = before.digest, now.differs(before)
	}
	switch {
	case s.isNew:
		if v.reasons != 0 {
			c.What = First
		}
	case seen.variant >= 0 && int(seen.variant) != at && seen.told&(1<<at) == 0, seen.variant < 0 && !known:
		c.What = Changed
	}
	return c
}

// enter notes that the observer is shown a variant now. It is not told again of one
// that it was shown before: servers behind one name may take turns.
func (s *sighting) enter(at int, now int64) {
	if int(s.variant) != at {
		s.since, s.split = now, false
	}
	s.variant = int8(at)
	s.told |= 1 << at
}

// enroll enters a new tool into the roll and looks for others that it is taken for, and
// for those that have named it.
func (l *Ledger) enroll(s sight, out []Change) []Change {
	it := s.item
	if it.kind == DefinedTool {
		hash := l.key.hash(skeleton(it.name))
		if v, other := l.shadows(s.server, it.name, hash); v.score > 0 {
			out = append(out, Change{
				What: Shadowed, Server: s.server, Observer: s.observer, Name: it.name, Other: other,
				Score: v.score, Reasons: v.reasons, After: it.variants[0].digest,
			})
		}
		out = l.named(s, hash, out)
		l.roll.add(hash, l.shelves[s.server].server, it)
	}
	l.remember(it, 0)
	return out
}

// named tells if a tool of another server has named the new one before it was there.
func (l *Ledger) named(s sight, hash uint32, out []Change) []Change {
	by := l.mentions[hash]
	if by == nil || by.roll < 0 || wordsIn(s.item.name) < 2 {
		return out
	}
	server := l.roll.entries[by.roll].server
	if server.Name == s.server.Name {
		return out
	}
	var v verdict
	v.add(NamesForeignTool, weighsNamesForeign+by.latest().verdict.score/2)
	return append(out, Change{
		What: Shadowed, Server: server, Observer: s.observer, Name: by.name, Other: s.server,
		Score: v.score, Reasons: v.reasons, After: by.latest().digest,
	})
}

// remember notes which names a definition mentions, the first of each, as long as there
// is room.
func (l *Ledger) remember(it *item, at int) {
	for _, hash := range it.variants[at].mentioned() {
		if _, known := l.mentions[hash]; !known && len(l.mentions) < MaxTools {
			l.mentions[hash] = it
		}
	}
}
