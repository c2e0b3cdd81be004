package flow

import "github.com/otelcol-mcp/otelcol-mcp/internal/bounded/near"

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
	near.BringAll(s) // of many sessions, most are far
	w := writer{e, s, source, strideOf(len(text)), 1 + uint64(len(text)/manyValues)}
	p := e.borrow()
	for _, part := range ends(text) {
		t := pages{text: part}
		for t.next(p) {
			w.write(p, nil)
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

// write notes what is on a page, but for what touches what is known already. First all
// fingerprints are made, so that what they fall on is on its way when they are noted.
func (w *writer) write(p *page, known *cover) {
	all := w.values(p, known, w.grams(p, known, p.prints[:0]))
	fresh := all[:0]
	for _, h := range all {
		if w.s.note(h, w.source) {
			fresh = append(fresh, h)
		}
	}
	if w.source != own { // what is the agent's own stays so
		w.e.common.show(fresh)
	}
}

// grams appends the fingerprints of passages.
func (w *writer) grams(p *page, known *cover, to []uint64) []uint64 {
	for at := 0; at+gramSize <= p.n; at = p.next(at, w.stride) {
		b := p.buf[at : at+gramSize]
		if !monotonous(b) && (known == nil || !known.touches(at, at+gramSize)) {
			to = append(to, w.e.gram(b))
		}
	}
	return to
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

// values appends the fingerprints of words, titles, addresses and numbers.
func (w *writer) values(p *page, known *cover, to []uint64) []uint64 {
	for _, x := range p.spans[:p.nspans] {
		if !p.isValue(x) {
			continue
		}
		w.s.titles = w.s.titles || x.what == title && w.source != own
		if known != nil && known.touches(int(x.from), int(x.to)) {
			continue
		}
		if h := w.e.value(p.buf[x.from:x.to]); w.thin == 1 || h>>16%w.thin == 0 {
			to = append(to, h)
		}
	}
	return to
}

// monotonous reports whether a passage repeats itself every 8 characters or less, as a
// row of zeros does.
func monotonous(b []byte) bool {
	return word(b) == word(b[8:]) && word(b[16:]) == word(b[24:])
}
