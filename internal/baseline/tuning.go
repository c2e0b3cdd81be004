package baseline

// tuning is how peaks are learned.
type tuning struct {
	block     float64 // points of a full block
	least     float64 // points of the first blocks
	memory    float64 // blocks
	height    float64 // share of the distance from middle to mean peak that is deviation
	limit     float64 // deviations above the mean peak that a block teaches at most
	doubt     float64 // by this over the number of blocks the deviation is larger
	heaviness float64 // of surprise
}

// The figures below are round ones from the middle of a plateau. They were chosen on 19
// development series of the Numenta Anomaly Benchmark and on what becomes of these with
// noise, at half the rate and begun later, for the score that is left when all of them are
// changed at random by a fifth; the best single point scores more there and less elsewhere.
//
// A block of 300 points is about a day of five-minute points, so that days are compared
// with days. Two months of these are remembered.
var (
	ofFeatures = tuning{block: 300, least: 40, memory: 60, height: 0.3, limit: 12, doubt: 0.5, heaviness: 0.2}
	ofTotals   = tuning{block: 64, least: 32, memory: 100, height: 0.2, limit: 6, doubt: 0.5, heaviness: 0.4}
)

const (
	// ownShare is how much of a total is judged by the totals that the series usually has.
	ownShare = 0.8
	// halfScore is the strength that scores one half. It is about the one that is best for
	// the benchmark.
	halfScore = 7
)
