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

// goTo goes to where a trace is.
func (s *Sitting) goTo(in *shard) {
	s.Rise()
	in.mu.Lock()
	s.in = in
}

// Judge is that of the window.
func (s *Sitting) Judge(x *Sighting, now uint32) Verdict {
	w, retold := s.window, false
	if x.request != 0 {
		// Noted even if the span is known, so that a third one finds the call by either.
		retold = w.requests.Show(x.request, now)
		if w.times.free(x.request) {
			w.times.set(x.request, x.lasted)
		} else if w.times.apart(x.request, x.lasted) {
			retold = false
		}
	}
	x.retold = retold
	verdict := Fresh
	if x.span != 0 {
		in := w.shard(x.trace)
		if in != s.in {
			s.goTo(in)
		}
		e, added := in.spans.findOrAdd(x.span, now)
		if added && x.class >= firstCall && x.parent == 0 { // nothing is known below it, nor is anything above
			e.class = x.class
		} else {
			verdict = in.visit(e, added, &x.view, now)
		}
	}
	if retold {
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
	in := w.shard(t)
	if in != s.in {
		s.goTo(in)
	}
	v := view{span: w.keyOf(t, &span), parent: w.keyOf(t, &parent), class: transparent}
	e, added := in.spans.findOrAdd(v.span, now)
	in.visit(e, added, &v, now)
}
