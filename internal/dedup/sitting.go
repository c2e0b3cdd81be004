package dedup

// Sitting judges one span after the other. Many of a batch are of one trace, so that the lock of
// where a span is remembered often is that of the last: it is held until another is needed. Others
// wait for it meanwhile, so nobody should sit for more than some spans, nor do anything else. A
// sitting serves one goroutine.
type Sitting struct {
	window *Window
	in     *shard // locked; nil is none
}

// Sit begins a sitting, which ends with Rise.
func (w *Window) Sit() Sitting { return Sitting{window: w} }

// Rise lets others go on.
func (s *Sitting) Rise() {
	if s.in != nil {
		s.in.mu.Unlock()
		s.in = nil
	}
}

// at goes to where a trace is.
func (s *Sitting) at(trace uint64) *shard {
	if in := s.window.shard(trace); s.in != in {
		s.Rise()
		in.mu.Lock()
		s.in = in
	}
	return s.in
}

// Judge is that of the window.
func (s *Sitting) Judge(x *Sighting, now uint32) Verdict {
	x.retold = false
	if x.request != 0 {
		// Noted even if the span is known, so that a third one finds the call by either.
		before, apart := s.window.requests.Show(x.request, now), s.window.times.apart(x.request, x.lasted)
		x.retold = before && !apart
	}
	verdict := Fresh
	if x.span != 0 {
		verdict = s.at(x.trace).visit(x.span, x.parent, &x.view, now)
	}
	if x.retold {
		return Twin
	}
	return verdict
}

// Pass is that of the window.
func (s *Sitting) Pass(trace [16]byte, span, parent [8]byte, now uint32) {
	if span == ([8]byte{}) {
		return
	}
	w := s.window
	t := w.trace(&trace)
	s.at(t).visit(w.keyOf(t, &span), w.keyOf(t, &parent), &view{class: transparent}, now)
}
