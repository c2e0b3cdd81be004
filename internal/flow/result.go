package flow

// MaxSource is the greatest number of a source.
const MaxSource = own - 1

const (
	// stride is how many letters and digits lie between two passages of a text, at most
	// and as long as there are no more than maxGrams then. Those of a longer one lie
	// further apart, so that no result takes more than about a third of a session.
	stride   = 16
	maxGrams = 128
	// manyValues is how long a text is, in bytes, of which half of the values are kept.
	// JSON has about 20 in 1 KB.
	manyValues = 4 << 10

	// Guaranteed is how many letters and digits in a row, as they are counted here,
	// hold a passage of a result for certain, where its words are still words or no longer
	// are any, unless the result is longer than 2 KB or has left the session's memory.
	Guaranteed = gramSize + stride - 1
)

// Result remembers what a tool returned. The source is the caller's number for where it
// is from, 1 to MaxSource; of others, nothing is remembered.
func (e *Engine) Result(s *Session, source uint8, text string) {
	if source == 0 || source > MaxSource {
		return
	}
	s.returned = true
	w := writer{e, s, source, strideOf(len(text)), 1 + uint64(len(text)/manyValues)}
	p := e.borrow()
	for _, part := range ends(text) {
		t := pages{text: part}
		for t.next(p) {
			w.grams(p, nil)
			w.values(p, nil)
		}
	}
	e.giveBack(p)
}

func strideOf(size int) int { return max(stride, min(size, MaxText)/maxGrams) }

// writer notes the fingerprints of a text.
type writer struct {
	e      *Engine
	s      *Session
	source uint8
	stride int
	thin   uint64 // one value in so many is kept: always the same
}

// grams notes passages, but for those that touch what is known already.
func (w *writer) grams(p *page, known *cover) {
	for at := 0; at+gramSize <= p.n; {
		b := p.buf[at : at+gramSize]
		if !monotonous(b) && (known == nil || !known.touches(at, at+gramSize)) {
			w.note(w.e.gram(b))
		}
		at = p.next(at, w.stride)
	}
}

// next returns where the last word begins that begins at most so far behind a place. If none
// begins there, it is the place itself that lies so far behind.
func (p *page) next(at, stride int) int {
	farthest := at + stride
	if begins := p.begins.last(min(farthest, p.n)); begins > at {
		return begins
	}
	return farthest
}

// values notes words, titles, addresses and numbers.
func (w *writer) values(p *page, known *cover) {
	for _, x := range p.spans[:p.nspans] {
		if p.isValue(x) {
			w.s.titles = w.s.titles || x.what == title && w.source != own
			w.value(p, int(x.from), int(x.to), known)
		}
	}
}

func (w *writer) value(p *page, from, to int, known *cover) {
	if known != nil && known.touches(from, to) {
		return
	}
	if h := w.e.value(p.buf[from:to]); w.thin == 1 || h>>16%w.thin == 0 {
		w.note(h)
	}
}

// note notes a fingerprint. One that is the agent's own stays so.
func (w *writer) note(h uint64) {
	if w.s.note(h, w.source) && w.source != own {
		w.e.common.show(h)
	}
}

// monotonous reports whether a passage repeats itself every 8 characters or less, as a
// row of zeros does.
func monotonous(b []byte) bool {
	return word(b) == word(b[8:]) && word(b[16:]) == word(b[24:])
}
