package catalog

// item is a tool, prompt or resource of a server: the definitions that it had, and
// which of them each observer was shown last.
type item struct {
	itemKey
	roll     int32 // where it is in the roll; -1 where it is not
	variants []variant
	seen     []sighting
}

// variant is one definition.
type variant struct {
	profile
	raw     uint64 // hash of the bytes that were shown last; 0 is not known
	at      int64  // shown last
	verdict verdict
}

// sighting is what an observer was shown.
type sighting struct {
	observer uint32
	variant  int8
	told     uint8 // variants whose change this observer was told
	split    bool  // its disagreement was told
	since    int64 // it is shown this variant
	at       int64 // shown last
}

// find returns what an observer was shown, or nil.
func (it *item) find(observer uint32) *sighting {
	for i := range it.seen {
		if it.seen[i].observer == observer && it.seen[i].variant >= 0 {
			return &it.seen[i]
		}
	}
	return nil
}

func (it *item) touch(s *sighting, now int64) {
	s.at = max(s.at, now)
	v := &it.variants[s.variant]
	v.at = max(v.at, now)
}

// last returns when it was shown last.
func (it *item) last() (at int64) { return it.latest().at }

// latest returns the variant that was shown last.
func (it *item) latest() *variant {
	best := &it.variants[0]
	for i := range it.variants {
		if it.variants[i].at > best.at {
			best = &it.variants[i]
		}
	}
	return best
}

// variant returns where the definition with a digest is, or -1.
func (it *item) variant(d Digest) int {
	for i := range it.variants {
		if it.variants[i].digest == d {
			return i
		}
	}
	return -1
}

// addVariant adds a definition, in the place of the one shown longest ago if there are
// too many, and returns where it is. Observers of that one are forgotten.
func (it *item) addVariant(v variant, keep int) (at int, lost bool) {
	if len(it.variants) < maxVariants {
		it.variants = append(it.variants, v)
		return len(it.variants) - 1, false
	}
	at = -1
	for i := range it.variants {
		if i != keep && (at < 0 || it.variants[i].at < it.variants[at].at) {
			at = i
		}
	}
	it.variants[at] = v
	for i := range it.seen {
		it.seen[i].told &^= 1 << at
		if int(it.seen[i].variant) == at {
			it.seen[i].variant = -1
		}
	}
	return at, true
}

// sighting returns that of an observer, a new one without a variant if there is none.
// Of too many observers, the one that was shown something longest ago is forgotten.
func (it *item) sighting(observer uint32) (s *sighting, lost bool) {
	oldest := 0
	for i := range it.seen {
		if it.seen[i].observer == observer {
			return &it.seen[i], false
		}
		if it.seen[i].at < it.seen[oldest].at {
			oldest = i
		}
	}
	fresh := sighting{observer: observer, variant: -1}
	if len(it.seen) < maxObservers {
		it.seen = append(it.seen, fresh)
		return &it.seen[len(it.seen)-1], false
	}
	it.seen[oldest] = fresh
	return &it.seen[oldest], true
}

// weighsDisagreement is what it weighs that two observers are shown different things:
// honest where hosts run different versions.
const weighsDisagreement = 0.35

// disagree tells if another observer was shown an older definition again, within the
// window and after this one was shown a newer one, which it still is: in an update, one
// follows the other.
func (it *item) disagree(s Server, seen *sighting, now int64, out []Change) []Change {
	if seen.split {
		return out
	}
	for i := range it.seen {
		other := &it.seen[i]
		if other.variant < 0 || other.variant == seen.variant || now-other.at > int64(Window) ||
			other.since > seen.since || other.at <= seen.since {
			continue
		}
		seen.split, other.split = true, true
		mine, theirs := &it.variants[seen.variant], &it.variants[other.variant]
		v := mine.verdict
		v.worse(theirs.verdict)
		v.add(Disagreement, weighsDisagreement)
		return append(out, Change{
			What: Split, Kind: it.kind, Server: s, Observer: seen.observer, Name: it.name, Parts: mine.differs(&theirs.profile),
			Score: v.score, Reasons: v.reasons, Before: theirs.digest, After: mine.digest,
		})
	}
	return out
}
