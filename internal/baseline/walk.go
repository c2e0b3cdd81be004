package baseline

import (
	"encoding/binary"
	"math"
)

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

// usable is what every number of a state but a variance is: ten times what values can be.
// So no sum of them overflows.
func usable(x float64) bool { return math.Abs(x) <= 10*largest }

// positive is for numbers that are nothing else, or 0.
func (w *walk) positive(vs ...*float32) {
	w.f32(vs...)
	for _, v := range vs {
		w.broken = w.broken || *v < 0
	}
}

// square is for what is made of squares of usable numbers.
func (w *walk) square(v *float64) {
	bits := math.Float64bits(*v)
	w.u64(&bits)
	*v = math.Float64frombits(bits)
	w.broken = w.broken || !(*v >= 0 && *v <= math.MaxFloat32)
}

// variance is a square of less precision.
func (w *walk) variance(v *float32) {
	bits := math.Float32bits(*v)
	w.u32(&bits)
	*v = math.Float32frombits(bits)
	w.broken = w.broken || !(*v >= 0 && *v <= math.MaxFloat32)
}
