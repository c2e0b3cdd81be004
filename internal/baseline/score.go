package baseline

// Score says how anomalous a value is for its series.
type Score struct {
	// Score is in [0,1), on one scale for all series. It is 0 at almost every point; most
	// of the others are below 0.4, and what is above 0.5 deserves a look. How often a score
	// is reached is what [Budget] learns. An event is scored where it begins and where it
	// gets worse; between, and while it lasts, the score is 0.
	Score float64
	// Observed is the value.
	Observed float64
	// Expected is the usual value: at this time of day once that is known, else of late.
	Expected float64
	// Deviation is how far the value is from the expected one, in usual distances;
	// negative below it. A slow change or one of variance scores without it.
	Deviation float64
	// Ready is false for the first [WarmUp] values, whose score is 0.
	Ready bool
}
