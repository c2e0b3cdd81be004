package sequence

import "math"

// Verdict is how unlike the usual ones a call is.
type Verdict struct {
	// Score is from 0, as usual, to 1. At [Flag] as many sessions of this population
	// reach it as the budget allows, and the higher it is the fewer do. It is 0 while
	// the model is not ready.
	Score float64
	// Ready reports whether the model has seen enough sessions to judge.
	Ready bool
	// Kind is what is unlike the most; [None] if nothing is new.
	Kind Kind
}

// Kind is what about a call is unlike the usual ones. Its text is fixed and contains
// nothing of the call.
type Kind uint8

// Kinds of what is unusual.
const (
	None        Kind = iota
	Tool             // a tool that is not called here
	Pair             // a tool that is not called after the one before it, or first
	Length           // more calls than a session has, or of one tool in a row
	Names            // names of arguments that are not given together
	Combination      // known values that are not given together
	Value            // a value that the argument does not have
	Form             // a value unlike those that the argument has
)

var kindTexts = [...]string{
	None:        "nothing new",
	Tool:        "tool new to this population",
	Pair:        "tool never called at this point of a session",
	Length:      "more calls than usual",
	Names:       "argument names never given together",
	Combination: "argument values never given together",
	Value:       "argument value never given",
	Form:        "argument value of a form never given",
}

// String returns the kind as a short sentence.
func (k Kind) String() string {
	if int(k) < len(kindTexts) {
		return kindTexts[k]
	}
	return "unknown"
}

var kindOf = [levels]Kind{
	levelTool: Tool, levelPair: Pair, levelLength: Length, levelRun: Length,
	levelNames: Names, levelCombination: Combination, levelValue: Value, levelForm: Form,
}

// strongest is what is most surprising of each group.
type strongest struct {
	bits [groups]float32
	of   [groups]level
}

func (s *strongest) add(l level, bits float64) {
	if g := groupOf[l]; float32(bits) > s.bits[g] {
		s.bits[g], s.of[g] = float32(bits), l
	}
}

// kind is what a group is told as. After a tool that is new, everything is.
func (s *strongest) kind(g group) Kind {
	if g == groupOrder && s.of[g] == levelPair && s.bits[groupTool] > 0 {
		return Tool
	}
	return kindOf[s.of[g]]
}

// verdict ranks the strongest surprises among those of recent sessions.
func (m *Model) verdict(s *strongest) Verdict {
	v := Verdict{Ready: m.Ready()}
	if s.bits == ([groups]float32{}) {
		return v
	}
	rarity, g := m.ranks.rarest(&s.bits, 0)
	v.Kind = s.kind(g)
	if v.Ready {
		v.Score = score(m.ranks.share(rarity), m.options.Budget)
	}
	return v
}

// score maps the share of sessions that are as rare to the scale of scores, on which
// the budget is in the middle and everything usual at 0.
func score(share, budget float64) float64 {
	s := 1 - math.Pow(share, -math.Ln2/math.Log(budget))
	if share <= budget { // whatever rounding says
		return max(s, Flag)
	}
	return min(s, math.Nextafter(Flag, 0))
}
