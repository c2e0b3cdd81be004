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

// The figures below and the weights of features were chosen by random search on 19
// development series of the Numenta Anomaly Benchmark and on what becomes of these with
// noise, at half the rate, and begun later. A block of 300 points is about a day of
// five-minute points, so that days are compared with days.
var (
	ofFeatures = tuning{block: 300, least: 33, memory: 719, height: 0.344, limit: 6.74, doubt: 0.565, heaviness: 0.303}
	ofTotals   = tuning{block: 28, least: 28, memory: 154, height: 0.0454, limit: 15.6, doubt: 0.565, heaviness: 0.811}
)

const (
	// ownShare is how much of a total is judged by the totals that the series usually has.
	ownShare = 0.8845
	// halfScore is the strength that scores one half.
	halfScore = 5
)
