package baseline

import (
	"encoding/binary"
	"errors"
	"math"
)

// State is a version byte and then every number of the type in the order of its walk,
// little-endian, of fixed length. One walk writes and reads it.

// errState is returned for bytes that are no state of this version.
var errState = errors.New("not a state of this version")

// stateVersion changes with any number, its meaning, or the features.
const stateVersion = 1

// walk visits the numbers of a state, either to write or to read them.
type walk struct {
	data    []byte
	reading bool
	broken  bool
}

func (w *walk) u32(v *uint32) {
	if !w.reading {
		w.data = binary.LittleEndian.AppendUint32(w.data, *v)
		return
	}
	if w.broken = w.broken || len(w.data) < 4; w.broken {
		return
	}
	*v, w.data = binary.LittleEndian.Uint32(w.data), w.data[4:]
}

func (w *walk) u64(v *uint64) {
	if !w.reading {
		w.data = binary.LittleEndian.AppendUint64(w.data, *v)
		return
	}
	if w.broken = w.broken || len(w.data) < 8; w.broken {
		return
	}
	*v, w.data = binary.LittleEndian.Uint64(w.data), w.data[8:]
}

func (w *walk) i64(v *int64) {
	bits := uint64(*v)
	w.u64(&bits)
	*v = int64(bits)
}

func (w *walk) f32(vs ...*float32) {
	for _, v := range vs {
		bits := math.Float32bits(*v)
		w.u32(&bits)
		*v = math.Float32frombits(bits)
		w.broken = w.broken || !usable(float64(*v))
	}
}

func (w *walk) f64(vs ...*float64) {
	for _, v := range vs {
		bits := math.Float64bits(*v)
		w.u64(&bits)
		*v = math.Float64frombits(bits)
		w.broken = w.broken || !usable(*v)
	}
}

// usable is what every number of a state is.
func usable(x float64) bool { return math.Abs(x) <= math.MaxFloat32 }

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
	w.f64(&t.n, &t.level, &t.share, &t.k, &t.mean, &t.least, &t.last, &t.warmMean, &t.warmSquares)
	w.broken = w.broken || min(t.n, t.share, t.k, t.mean, t.least, t.last, t.warmSquares) < 0
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
	w.f32(&l.score)
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
	w.f32(&s.rest.strongest)
}

func (l *levels) visit(w *walk) {
	w.u32(&l.n)
	w.f64(&l.value, &l.step)
	for i := range horizons {
		w.f64(&l.mean[i], &l.moving[i])
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
	w.f32(&p.largest, &p.mean, &p.variance, &p.deviation)
	w.u32(&p.farOff)
	w.broken = w.broken || p.variance < 0 || p.deviation < 0
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
	w.f32(&s.usual, &s.lasting)
}

func (s *slot) visit(w *walk) {
	w.f32(&s.mean, &s.deviation)
	w.u32(&s.seen)
	w.broken = w.broken || s.deviation < 0
}
