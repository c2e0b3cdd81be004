package baseline

// usual is the value that is expected at a time: at this time of day once that is known,
// else the mean of late.
func (s *Series) usual(at int64) float64 {
	if slot, ok := s.season.at(at); ok {
		return s.origin + float64(slot.mean)
	}
	return s.origin + s.levels.mean[over1024]
}

// distance is how far a value is from the usual one, in usual deviations from it.
func (s *Series) distance(at int64, value float64) float64 {
	d := value - s.usual(at)
	deviation := s.floor() + s.levels.moving[over1024]
	if slot, ok := s.season.at(at); ok {
		deviation = s.floor() + float64(slot.deviation)
	}
	if d == 0 || deviation <= 0 {
		return 0
	}
	return max(-furthest, min(furthest, d/deviation))
}

// clamp keeps a value where its square is a float32. It is not for NaN.
func clamp(x float64) float64 { return max(-largest, min(largest, x)) }

// largest is the largest value, of either sign. As nanoseconds it is thirty years.
const largest = 1e18
