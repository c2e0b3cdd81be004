package anomaly

import "math"

// figures are those of one call; 0 is unknown.
type figures struct{ took, request, result float64 }

// figures returns those of the call.
func (x *moment) figures() (f figures) {
	if d := x.Call.Duration(); d > 0 && x.Call.Timed() && !x.Call.Long {
		f.took = d.Seconds()
	}
	f.request, f.result = x.requestSize(), x.resultSize()
	return f
}

// typical is what is usual of the calls of one tool, as running means of logarithms.
type typical struct{ took, request, result mean }

// beside returns how many times what is typical figures are, as [multiple] reads it, and learns
// them. Of a server or a principal, whose tools are unlike each other, only that can be compared.
func (t *typical) beside(f figures) figures {
	return figures{t.took.beside(f.took), t.request.beside(f.request), t.result.beside(f.result)}
}

func (t *typical) all() [3]*mean { return [...]*mean{&t.took, &t.request, &t.result} }

// mean is one of logarithms. The zero value has seen none.
type mean struct {
	log float32
	n   uint32
}

// meanMemory is how many values it remembers.
const meanMemory = 256

// beside returns how many times the mean a value is, and learns it. A value teaches no more than
// one that is e times as large or small.
func (m *mean) beside(x float64) float64 {
	if x <= 0 {
		return 0
	}
	log := float32(math.Log(x))
	if m.n == 0 {
		m.log, m.n = log, 1
		return asMultiple(0)
	}
	distance := log - m.log
	m.n = min(m.n+1, meanMemory)
	m.log += max(-1, min(1, distance)) / float32(m.n)
	return asMultiple(distance)
}

// Multiples are kept as logarithms: of a window's, only one is looked at in the end. What they are
// raised by leaves them above 0, which is unknown: no two figures are so far apart.
const raised = 100

func asMultiple(log float32) float64 { return raised + float64(log) }

// multiple is the number that beside has returned. Larger ones stay larger.
func multiple(kept float64) float64 { return math.Exp(kept - raised) }
