package threat

// MaxText is how many bytes of a text are looked at; what follows is not.
const MaxText = 1 << 20

// Place is where a text was.
type Place uint8

// Places.
const (
	Description Place = iota // of a tool, prompt, resource or parameter
	Arguments                // of a call
	Result                   // of a call
	numPlaces
)

// Kind is a kind of evidence.
type Kind uint8

// Kinds.
const (
	Hidden    Kind = iota // text that is not displayed, or not in the order it is read
	Terminal              // control sequences of a terminal
	Encoded               // an encoding of text or of a script
	Carrier               // a link or image that carries data out
	Sensitive             // a path to secrets
	Traversal             // a path that leaves its folder
	Shell                 // a shell command
	NumKinds
)

// String returns the name of a kind.
func (k Kind) String() string {
	names := [NumKinds]string{"hidden", "terminal", "encoded", "carrier", "sensitive", "traversal", "shell"}
	if k < NumKinds {
		return names[k]
	}
	return ""
}

// Evidence is something found in a text.
type Evidence struct {
	Kind Kind
	// Start and End are byte offsets of its first occurrence.
	Start, End int
	// Score is how much it weighs where it was found, from 0 to 1; from 0.5 it deserves
	// a look by itself.
	Score float64
	// Count is how much of it there is: hidden or decoded characters, control sequences,
	// levels of a path; at least 1.
	Count int
	// Detail says what it is in the words of a fixed list; never a part of the text.
	Detail string
}

// Find appends what is found in a text, at most one of each detail, and returns it. The
// score is that of the strongest occurrence. Nothing is allocated where nothing is
// found. It is safe for concurrent use.
func Find(dst []Evidence, text string, place Place) []Evidence {
	if place >= numPlaces {
		return dst
	}
	text = text[:min(len(text), MaxText)]
	seen := scan(text, place)
	if seen == 0 {
		return dst
	}
	f := finder{place: place, found: dst, from: len(dst)}
	f.run(text, seen)
	return f.found
}

// What must have been seen for a detector to run.
const (
	needsHidden    = sawInvisible | sawEscape
	needsTerminal  = sawControl | sawEscape
	needsEncoded   = sawRun | sawLink
	needsCarrier   = sawLink
	needsSensitive = sawPath | sawBackslash
	needsTraversal = sawClimb | sawControl | sawEscape | sawBackslash | sawLink
	needsShell     = sawShell
)

// run calls the detectors by name: through a table the finder would be allocated.
func (f *finder) run(text string, seen trigger) {
	if seen&needsHidden != 0 {
		findHidden(f, text)
	}
	if seen&needsTerminal != 0 {
		findTerminal(f, text)
	}
	if seen&needsEncoded != 0 {
		findEncoded(f, text)
	}
	if seen&needsCarrier != 0 {
		findCarriers(f, text)
	}
	if seen&needsSensitive != 0 {
		findSensitive(f, text)
	}
	if seen&needsTraversal != 0 {
		findTraversal(f, text)
	}
	if seen&needsShell != 0 {
		findShell(f, text)
	}
}

// finder collects the evidence of one text.
type finder struct {
	place Place
	found []Evidence
	from  int // where that of this text begins
	pipes int // that were followed back
}

// weights are what a finding weighs in each place.
type weights [numPlaces]float64

// add notes an occurrence. One that weighs nothing here is no evidence.
func (f *finder) add(kind Kind, start, end, count int, detail string, w weights) {
	score := w[f.place]
	if score <= 0 {
		return
	}
	for i := range f.found[f.from:] {
		known := &f.found[f.from+i]
		if known.Kind == kind && known.Detail == detail {
			known.Count += count
			known.Score = max(known.Score, score)
			return
		}
	}
	f.found = append(f.found, Evidence{Kind: kind, Start: start, End: end, Score: score, Count: count, Detail: detail})
}
