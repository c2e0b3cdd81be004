package dedup

// class says what a span is in a chain of parents. Classes from firstCall on are
// hashes of calls.
type class uint32

const (
	// unknown is a span that has not been seen; others may have been told of it as
	// their parent.
	unknown class = iota
	// transparent is a span that may stand between two that tell of one call.
	transparent
	// opaque is one that may not: a model call, an operation.
	opaque
	// run is an opaque one that consists of what is below: an agent, a session or turn.
	run
	// firstCall is even: the lowest bit of a call is the side of a gateway, which sees
	// each call twice, once from either side.
	firstCall
)

// Verdict is what a span tells that was not told before.
type Verdict uint8

// Verdicts.
const (
	// Fresh is a call, or nothing that could be told twice.
	Fresh Verdict = iota
	// OtherSide is a call that a gateway has told already from its other side.
	OtherSide
	// Twin is a call that was told, or a span that was sent before.
	Twin
)

// against compares a call with one that was told.
func (c class) against(told class) Verdict {
	switch {
	case c < firstCall:
		return Fresh
	case c == told:
		return Twin
	case c^1 == told:
		return OtherSide
	}
	return Fresh
}

// sent is the side of a gateway's call that it has sent on.
const sent class = 1

// above compares a call with one that was told of a span below it. What a gateway has sent on
// is below what it has received; what is received below what was sent is another gateway's.
func (c class) above(told class) Verdict {
	if c&sent != 0 && c != told {
		return Fresh
	}
	return c.against(told)
}

// below compares a call with one that was told of a span above it.
func (c class) below(told class) Verdict {
	if c&sent == 0 && c != told {
		return Fresh
	}
	return c.against(told)
}

// view is a span as it is shown.
type view struct {
	span, parent uint64 // their keys; 0 is none
	class        class
	own          tally // what it adds to the run above
	// retold says that the same request was told by another span, wherever that is.
	retold bool
}

// spanEntry is what is remembered of a span.
type spanEntry struct {
	key    uint64 // odd
	parent uint64 // 0 is none
	noted  uint32 // when, in seconds
	class  class
	place  uint16 // in the ring
	// below are calls that were counted below this span, with only transparent spans
	// between, as far as there is room.
	below [maxBelow]class
	// tally is what was counted below a run, or below a span that is not known yet.
	tally tally
	// uncounted says that the call is in no tally above, because it was told before: not
	// from below, as far as is known.
	uncounted bool
}

const maxBelow = 3

// visit notes a span in its entry, which may be a new one, and says whether it tells of a call that was
// told before.
func (s *shard) visit(e *spanEntry, added bool, v *view, now uint32) Verdict {
	verdict := Fresh
	if !added {
		switch {
		case e.class == unknown:
		case v.class == e.class && v.class != transparent:
			return Twin // the same span, call or not
		default:
			return v.class.against(e.class)
		}
		if v.class >= opaque && v.class != run {
			verdict = e.verdict(v.class)
			e.tally = tally{} // what is below a call is not below the run, nor is a twin in it
		}
	}
	e.parent, e.class = v.parent, v.class
	switch v.class {
	case run:
		return Fresh
	case transparent:
		if e.below[0] != unknown || e.tally != (tally{}) {
			before := *e // room for its parent may be made in its place
			e.tally = tally{}
			s.pass(&before, now)
		}
		return Fresh
	}
	own := v.own
	if v.retold && verdict != Twin {
		e.uncounted, own = own != tally{}, tally{}
	}
	if v.parent == 0 || v.class == opaque && own == (tally{}) {
		return verdict
	}
	return max(s.tell(v.parent, v.class, own, now), verdict)
}

// verdict compares a call with those that were counted below its span.
func (e *spanEntry) verdict(call class) Verdict {
	if e.below[0] == unknown {
		return Fresh
	}
	return max(call.above(e.below[0]), call.above(e.below[1]), call.above(e.below[2]))
}

// tell notes that a call was counted below a span, and below those above it as far as
// the chain is transparent, and says whether the one where that ends is that call itself.
func (s *shard) tell(key uint64, call class, own tally, now uint32) Verdict {
	e := s.above(key, now)
	if e == nil {
		return Fresh
	}
	switch e.class {
	case unknown:
		if call >= firstCall {
			e.note(call)
		}
		e.tally.add(own)
	case run:
		e.tally.add(own)
	}
	return call.below(e.class)
}

// pass hands on what was told of a span that turns out to be transparent.
func (s *shard) pass(from *spanEntry, now uint32) {
	e := s.above(from.parent, now)
	if e == nil {
		return
	}
	switch {
	case e.class == unknown:
		for _, call := range from.below {
			if call != unknown {
				e.note(call)
			}
		}
		e.tally.add(from.tally)
	case e.class == run:
		e.tally.add(from.tally)
	case e.uncounted && from.tally.toolCalls > 0 && from.hasBelow(e.class):
		// It was told from below after all, and that tally has ended here.
		e.uncounted = false
		s.tell(e.parent, opaque, tally{toolCalls: 1}, now)
	}
}

// above returns the first span of a chain that is not transparent, or nil if it is too
// far up. It is remembered as long as there is something new below it: runs may last
// longer than what is remembered of them.
func (s *shard) above(key uint64, now uint32) *spanEntry {
	for range maxDepth {
		if key == 0 {
			return nil
		}
		e, added := s.spans.findOrAdd(key, now)
		if added {
			return e
		}
		if e.class != transparent {
			return s.spans.renew(e, now)
		}
		key = e.parent
	}
	return nil
}

// hasBelow reports whether a call was counted below a span.
func (e *spanEntry) hasBelow(call class) bool {
	return e.below[0] == call || e.below[1] == call || e.below[2] == call
}

// note remembers a call below a span; of more than there is room for the last ones.
func (e *spanEntry) note(call class) {
	for i := range e.below {
		if e.below[i] == call || e.below[i] == unknown {
			e.below[i] = call
			return
		}
	}
	copy(e.below[:], e.below[1:])
	e.below[maxBelow-1] = call
}
