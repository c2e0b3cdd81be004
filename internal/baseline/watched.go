package baseline

// watched is what is known of a quantity that may be unusually high or low.
type watched struct {
	middle    float32 // mean over at most middleMemory points
	high, low peaks
}

// raised is what is known of a quantity that may be unusually high.
type raised struct {
	middle float32
	high   peaks
}

const middleMemory = 2000

// surprise judges a value, then learns it.
func (w *watched) surprise(x, floor float64, b *blocks, t *tuning) float64 {
	above := max(w.high.above(x, b), w.low.above(-x, b))
	learnMiddle(&w.middle, x, b)
	w.high.learn(x, float64(w.middle), floor, b, t)
	w.low.learn(-x, -float64(w.middle), floor, b, t)
	return surprise(above, t.heaviness)
}

// surprise judges a value, then learns it.
func (r *raised) surprise(x, floor float64, b *blocks, t *tuning) float64 {
	above := r.high.above(x, b)
	learnMiddle(&r.middle, x, b)
	r.high.learn(x, float64(r.middle), floor, b, t)
	return surprise(above, t.heaviness)
}

func learnMiddle(middle *float32, x float64, b *blocks) {
	*middle += float32((x - float64(*middle)) / min(float64(b.seen), middleMemory))
}
