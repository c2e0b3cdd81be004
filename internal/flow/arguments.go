package flow

import (
	"math/bits"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded/near"
)

// Arguments appends to dst what of a text is from results of the session, one match for
// each source, and remembers the rest as the agent's own. The order is that in which
// the sources were found.
func (e *Engine) Arguments(s *Session, text string, dst []Match) []Match {
	var t tally
	e.sent(s, text, &t)
	if s.returned {
		for _, part := range ends(text) {
			d := decoder{e: e, s: s, t: &t}
			decode(&d, part, 0)
		}
	}
	return t.appendTo(dst)
}

// Own remembers what of a text is the agent's own, as Arguments does. It is for tools of
// which nobody asks where their arguments are from: it looks for passages only, lest parts
// of them count as the agent's own. A value that is from a result stays so in any case.
func (e *Engine) Own(s *Session, text string) { e.sent(s, text, nil) }

// sent counts what of a text is from results, unless nobody asks, and remembers the rest.
func (e *Engine) sent(s *Session, text string, t *tally) {
	near.BringAll(s) // of many sessions, most are far
	p := e.borrow()
	w := writer{e, s, own, strideOf(len(text)), 1 + uint64(len(text)/manyValues)}
	for _, part := range ends(text) {
		in := pages{text: part, all: t != nil}
		for in.next(p) {
			w.write(p, e.known(s, p, t))
		}
	}
	e.giveBack(p)
}

// known returns what of a page is from results, nil for nothing, and counts it unless nobody
// asks.
func (e *Engine) known(s *Session, p *page, t *tally) *cover {
	if t != nil {
		t.size += p.n
	}
	if !s.returned {
		return nil
	}
	p.known = cover{}
	if t == nil {
		return e.passages(s, p)
	}
	f := finder{e: e, s: s, p: p, t: t}
	f.find()
	return &p.known
}

// passages notes on a page which passages are from results, and returns that; nil for none.
func (e *Engine) passages(s *Session, p *page) (known *cover) {
	for i, places := range p.candidates() {
		for ; places != 0; places &= places - 1 {
			at := i*64 + bits.TrailingZeros64(places)
			if source := s.lookup(e.gram(p.buf[at : at+gramSize])); source != 0 && source != own {
				known = &p.known
				known.add(at, at+gramSize)
			}
		}
	}
	return known
}

// finder looks for what of a page is from results.
type finder struct {
	e      *Engine
	s      *Session
	p      *page
	t      *tally
	own    cover   // what the agent has sent before
	weight float32 // how many characters of the arguments one of the page takes; 0 if it is the arguments
}

// hit is where a passage was found.
type hit struct {
	at     uint16
	source uint8
}

// maxHits is twice as many passages as a page holds from one source.
const maxHits = 2 * maxLetters / stride

func (f *finder) find() {
	f.e.common.mu.Lock() // once for all that is asked
	defer f.e.common.mu.Unlock()
	n := f.lookGrams()
	f.values() // before the passages that they are in, which leave nothing of them to be counted
	f.countGrams(f.p.hits[:n])
}

// candidates returns the places of a page where passages may have been noted, 64 as bits of a
// word: those at the beginning of a word, and each of a word that is long.
func (p *page) candidates() []uint64 {
	if p.n < gramSize {
		return nil
	}
	last := uint(p.n - gramSize)
	found := p.starts[:last/64+1]
	carry := uint64(0) // there is more of a long word
	for i := range found {
		begins := p.begins[i]
		long := begins &^ followed(begins, p.begins[i+1], longWord)
		// To add to what begins no word is to carry the bit to where the next one begins.
		sum, more := bits.Add64(^begins, long<<1|carry, 0)
		found[i] = begins | ^sum
		carry = more | long>>63
	}
	found[last/64] &= 2<<(last%64) - 1
	return found
}

// followed has a bit for each of 64 places behind which another one is, so far behind at most. More
// are those that follow.
func followed(places, more uint64, most int) (found uint64) {
	for range most {
		places, more = places>>1|more<<63, more>>1
		found |= places
	}
	return found
}

// longWord is how long words of prose are; of those of English, one in twenty is longer. It
// must not be more than the stride.
const longWord = 10

// lookGrams looks up the passages, and returns how many were found.
func (f *finder) lookGrams() (n int) {
	for i, places := range f.p.candidates() {
		for ; places != 0; places &= places - 1 {
			at := i*64 + bits.TrailingZeros64(places)
			h := f.e.gram(f.p.buf[at : at+gramSize])
			source := f.s.lookup(h)
			if source == 0 || n == maxHits || f.e.common.has(h) {
				continue
			}
			f.p.hits[n] = hit{uint16(at), source}
			n++
			if source == own {
				f.own.add(at, at+gramSize)
			}
		}
	}
	return n
}

// countGrams counts the passages that were found. One that lies within what the agent
// has sent before, for more than half, is part of it: the result has only repeated it.
func (f *finder) countGrams(hits []hit) {
	last := hit{source: own}
	for _, x := range hits {
		from, to := int(x.at), int(x.at)+gramSize
		if x.source == own || f.own.count(from, to) > gramSize/2 {
			continue
		}
		if x.source == last.source && x.at-last.at <= maxGap {
			from = int(last.at)
		}
		f.count(x.source, from, to, passage)
		last = x
	}
}

// maxGap is how far apart two passages of a source may lie to be taken for one. That is
// more than the stride of a result of 16 KB.
const maxGap = 128

func (f *finder) count(source uint8, from, to int, k kind) {
	if added := f.p.known.add(from, to); added > 0 {
		f.t.add(source, added, k, f.weight)
	}
}

// values looks up all that may be a value.
func (f *finder) values() {
	for _, x := range f.p.spans[:f.p.nspans] {
		f.value(int(x.from), int(x.to), x.what)
	}
	if f.s.titles {
		f.neighbours()
	}
}

// neighbours looks up each two and three words in a row: what was a string of its own in
// a result may stand in the middle of a sentence now.
func (f *finder) neighbours() {
	last, before := 0, 0 // where the last word began, and the one before
	for from, to := 0, 0; from < f.p.n; from = to {
		to = f.p.begins.next(from + 1)
		if last < from {
			f.value(last, to, phrase)
		}
		if before < last {
			f.value(before, to, phrase)
		}
		last, before = from, last
	}
}

// value looks up one value, which is a name only unless it is distinctive.
func (f *finder) value(from, to int, what sort) {
	if to-from < minValue || to-from > maxValue {
		return
	}
	b := f.p.buf[from:to]
	h := f.e.value(b)
	source := f.s.lookup(h)
	switch {
	case source == 0, source == own, f.e.common.has(h):
	case what == address, f.p.distinctive(from, to):
		f.count(source, from, to, exact)
	default:
		f.count(source, from, to, name)
	}
}
