package baseline

// rest remembers the strongest of late, so that an event is told where it begins and
// where it gets worse, and not at each of its points.
type rest struct {
	strongest float32
}

const (
	// restMemory is the number of points over which the strongest fades to a third.
	restMemory = 270
	// What is nearly as strong as the strongest keeps it from fading: the event lasts.
	restHold = 0.95
	// worse is by how much an event gets worse to be told again.
	worse = 1.1
)

// news returns the strength, or 0 where there was a stronger one of late.
func (r *rest) news(strength float64) float64 {
	strongest := float64(r.strongest)
	if strength < restHold*strongest {
		strongest -= strongest / restMemory
	}
	r.strongest = float32(strongest)
	if strength <= worse*strongest {
		return 0
	}
	r.strongest = float32(strength)
	return strength
}
