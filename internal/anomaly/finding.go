package anomaly

import "math"

// Finding is one thing that is wrong with a call. It holds no content.
type Finding struct {
	Type     Type
	Severity Severity
	Mode     Mode // Alert or Observe
	// Score says how sure it is, from 0 to 1: 0.5 is the least that is told.
	Score float64
	// Reason says in plain words what was seen.
	Reason string
	// Observed and Baseline are the figure that was seen and the one that is usual, or
	// the threshold; NaN where there is none.
	Observed, Baseline float64
	// Subject is the tool that the finding is about, if that is not the one of the call.
	Subject string
	// Fingerprint is the same for findings that are about the same thing: type, server
	// and tool, whichever process has found them.
	Fingerprint uint64
}

// none is the figure of a finding that has none.
var none = math.NaN()

// HasFigures reports whether the finding has an observed figure and one to compare it
// with.
func (f *Finding) HasFigures() bool { return !math.IsNaN(f.Observed) && !math.IsNaN(f.Baseline) }
