package baseline

import "errors"

// A state is a byte for its kind, one for the version, and then every number of the type in the order of its walk,
// little-endian, of fixed length. One walk writes and reads it.

// errState is returned for bytes that are no state of this version.
var errState = errors.New("not a state of this version")

// stateVersion changes with any number, its meaning, or the features.
const stateVersion = 1

// appendState appends the version and what visit shows.
func appendState(to []byte, kind byte, visit func(*walk)) ([]byte, error) {
	w := walk{data: append(to, kind, stateVersion)}
	visit(&w)
	if w.broken {
		return to, errState
	}
	return w.data, nil
}

// readState reads what appendState wrote, and nothing else.
func readState(data []byte, kind byte, visit func(*walk)) error {
	if len(data) < 2 || data[0] != kind || data[1] != stateVersion {
		return errState
	}
	w := walk{data: data[2:], reading: true}
	visit(&w)
	if w.broken || len(w.data) != 0 {
		return errState
	}
	return nil
}

const (
	kindSeries = 's'
	kindTail   = 't'
	kindBudget = 'b'
	kindLatch  = 'l'
)

// AppendBinary appends the state, of less than 4 KB, to a slice.
func (s *Series) AppendBinary(to []byte) ([]byte, error) {
	return appendState(to, kindSeries, s.visit)
}

// UnmarshalBinary takes over a state, after which scores are what they would have been.
// Of anything else than a whole state of this version it returns an error and leaves the
// series as it was.
func (s *Series) UnmarshalBinary(data []byte) error {
	var read Series
	if err := readState(data, kindSeries, read.visit); err != nil {
		return err
	}
	*s = read
	return nil
}

// AppendBinary appends the state, of about 100 bytes, to a slice.
func (t *Tail) AppendBinary(to []byte) ([]byte, error) { return appendState(to, kindTail, t.visit) }

// UnmarshalBinary takes over a state, as that of [Series] does.
func (t *Tail) UnmarshalBinary(data []byte) error {
	var read Tail
	if err := readState(data, kindTail, read.visit); err != nil {
		return err
	}
	*t = read
	return nil
}

// AppendBinary appends the state, of about 150 bytes, to a slice. AlertsPerDay is no part of it.
func (b *Budget) AppendBinary(to []byte) ([]byte, error) {
	return appendState(to, kindBudget, b.visit)
}

// UnmarshalBinary takes over a state, as that of [Series] does, and keeps AlertsPerDay.
func (b *Budget) UnmarshalBinary(data []byte) error {
	read := Budget{AlertsPerDay: b.AlertsPerDay}
	if err := readState(data, kindBudget, read.visit); err != nil {
		return err
	}
	*b = read
	return nil
}

// AppendBinary appends the state, of 22 bytes, to a slice.
func (l *Latch) AppendBinary(to []byte) ([]byte, error) { return appendState(to, kindLatch, l.visit) }

// UnmarshalBinary takes over a state, as that of [Series] does.
func (l *Latch) UnmarshalBinary(data []byte) error {
	var read Latch
	if err := readState(data, kindLatch, read.visit); err != nil {
		return err
	}
	*l = read
	return nil
}

func (t *Tail) visit(w *walk) {
	w.f64(&t.n, &t.level, &t.share, &t.k, &t.mean, &t.least, &t.last, &t.warmMean)
	w.square(&t.warmSquares)
	w.broken = w.broken || min(t.n, t.share, t.k, t.mean, t.least, t.last) < 0
}

func (b *Budget) visit(w *walk) {
	b.tail.visit(w)
	w.u32(&b.rate.started)
	w.u64(&b.rate.at)
	w.f64(&b.rate.count, &b.rate.days, &b.strict)
	w.broken = w.broken || min(b.rate.count, b.rate.days, b.strict) < 0
}

func (l *Latch) visit(w *walk) {
	w.u64(&l.since)
	w.u64(&l.last)
	w.positive(&l.score)
}

func (s *Series) visit(w *walk) {
	w.f64(&s.resolution, &s.origin)
	s.levels.visit(w)
	s.blocks.visit(w)
	for i := range s.features {
		s.features[i].visit(w)
	}
	s.season.visit(w)
	s.ofDay.visit(w)
	s.strange.visit(w)
	s.lasting.visit(w)
	s.totals.visit(w)
	s.total.visit(w)
	w.positive(&s.rest.strongest)
	w.broken = w.broken || s.resolution < 0
}

func (l *levels) visit(w *walk) {
	w.u32(&l.n)
	w.f64(&l.value, &l.step)
	for i := range horizons {
		w.f64(&l.mean[i], &l.moving[i])
		w.broken = w.broken || l.moving[i] < 0
	}
}

func (b *blocks) visit(w *walk) {
	w.u32(&b.done)
	w.u32(&b.seen)
	w.u32(&b.in)
}

func (r *watched) visit(w *walk) {
	w.f32(&r.middle)
	r.high.visit(w)
	r.low.visit(w)
}

func (r *raised) visit(w *walk) {
	w.f32(&r.middle)
	r.high.visit(w)
}

func (p *peaks) visit(w *walk) {
	w.f32(&p.largest, &p.mean)
	w.variance(&p.variance)
	w.positive(&p.deviation)
	w.u32(&p.farOff)
}

func (s *season) visit(w *walk) {
	for i := range s.day {
		s.day[i].visit(w)
	}
	for i := range s.week {
		s.week[i].visit(w)
	}
	w.i64(&s.began)
	w.i64(&s.last)
	w.u32(&s.seen)
	w.positive(&s.usual)
	w.f32(&s.lasting)
}

func (s *slot) visit(w *walk) {
	w.f32(&s.mean)
	w.positive(&s.deviation)
	w.u32(&s.seen)
}
