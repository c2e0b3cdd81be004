package baseline

import "math"

// surprise is minus the logarithm of the probability that a block has a peak this many
// deviations above the mean peak: of a Gumbel distribution, which block maxima of light
// tails follow, and for far values of a heavier one, in which it grows with their logarithm.
// It is 0 for what about half of all blocks reach.
func surprise(above, heaviness float64) float64 {
	y := gumbelScale*above + gumbelMean
	if y <= 0 {
		return 0
	}
	return math.Log1p(heaviness*y) / heaviness
}

// A standard Gumbel distribution has mean gumbelMean, the Euler-Mascheroni constant, and
// deviation gumbelScale, pi over the square root of six.
const (
	gumbelScale = 1.2825498301618641
	gumbelMean  = 0.5772156649015329
)
