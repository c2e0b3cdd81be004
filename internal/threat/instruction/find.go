package instruction

import "math"

// Place says where a text stands, which decides what is odd in it.
type Place uint8

// Places. The zero value is a description.
const (
	Description Place = iota // of a tool, a parameter, a resource or a server
	Result                   // of a tool, or of a resource that was read
	Prompt                   // what a user or a client asks a model
	Arguments                // of a tool call; judged as a prompt is
)

// Evidence is the part of a text that instructs a model.
type Evidence struct {
	Start, End int     // bytes of the text: one sentence
	Score      float64 // in [0,1], like a probability; from a half on it is evidence
	Reasons    Reasons
}

// Find returns the strongest evidence in a text and whether it is strong enough to
// say that the text instructs a model. Evidence that is not strong enough is given as
// well; its score is what a rank needs. A text that says nothing has an empty range.
//
// Find costs time in proportion to the text, and no memory except for what it decodes:
// up to three kilobytes for each run of base 64 or base 16 that holds text. Of a longer
// run only the beginning is read. Nothing of the text is kept. Find is safe for
// concurrent use.
func Find(text string, place Place) (Evidence, bool) {
	r := reader{text: text, place: min(place, Prompt), logit: quiet}
	r.run()
	r.best.Score = 1 / (1 + math.Exp(-float64(r.logit)))
	return r.best, r.logit >= 0
}

// quiet is the logit of a text that says nothing: its score is a fiftieth of a percent.
const quiet = -8.5

// weigh reports whether the sentence is the best so far.
func (r *reader) weigh() bool {
	s := &r.s
	logit := bias[r.place]
	for rest := s.seen; rest != 0; rest &= rest - 1 {
		logit += seenWeights[lowest(rest)][r.place]
	}
	for rest := s.hits; rest != 0; rest &= rest - 1 {
		logit += hitWeights[rest.lowest()][r.place]
	}
	if logit <= r.logit {
		return false
	}
	r.logit = logit
	return true
}

// keep remembers the sentence that ends at an offset.
func (r *reader) keep(at int) {
	r.best = Evidence{Start: r.trim(r.s.start, at), End: at, Reasons: r.s.reasons()}
}

// trim returns where in text[i:j] the sentence itself begins.
func (r *reader) trim(i, j int) int {
	for i+1 < j && (r.text[i] <= ' ' || r.text[i] == '"' || r.text[i] == '\'') {
		i++
		r.work++
	}
	return i
}
