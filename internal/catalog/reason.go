package catalog

import (
	"math/bits"
	"strings"
)

// Reasons is a set of what speaks against a definition or its change. The names are a
// fixed list; nothing of a definition is in them.
type Reasons uint64

// Reasons.
const (
	Instruction       Reasons = 1 << iota // a text instructs a model
	Concealment                           // something shall be kept from the user
	OtherCalls                            // other calls are demanded
	SendsData                             // data shall go to an address
	Redirects                             // parameters or targets shall be changed
	Praise                                // the tool is praised over others
	Command                               // a command of a shell
	HiddenText                            // text that is not displayed
	TerminalControl                       // control sequences
	EncodedText                           // an encoded text or script
	DataCarrier                           // an address with a slot for data
	SensitivePath                         // a path to secrets
	NewAddress                            // an address that was not there before
	NamesTool                             // another tool of the server is named, as it was not before
	NamesForeignTool                      // a tool of another server is named
	SecretParameter                       // a parameter that asks for credentials was added
	ContextParameter                      // a parameter that asks for the conversation was added
	WidenedParameter                      // a parameter takes any text where it took few values
	ReadOnlyWithdrawn                     // a tool that changed nothing says so no more
	ReadOnlyClaimed                       // a tool that changed something says that it does not
	HarmlessClaimed                       // a tool that destroyed says that it does not
	OpensWorld                            // a closed tool reaches out
	Opaque                                // a definition that could be read cannot any more
	SameName                              // another server has a tool of this name
	SimilarName                           // another server has one with nearly this name
	ConfusableName                        // another server has one whose name looks the same
	Disagreement                          // observers see different definitions at the same time
	Renamed                               // the name or title is another
	Pretext                               // something is obligatory for security or compliance
	Overrides                             // earlier instructions or roles shall not count
	AsksSecret                            // credentials or a system prompt are asked for
)

// Steering are the reasons of a definition that says when its tool is to be used, and
// nothing worse.
const Steering = Instruction | OtherCalls | Praise

var reasonNames = [...]string{
	"instruction", "concealment", "other_calls", "sends_data", "redirects", "praise", "command", "hidden_text",
	"terminal_control", "encoded_text", "data_carrier", "sensitive_path", "new_address", "names_tool", "names_foreign_tool",
	"secret_parameter", "context_parameter", "widened_parameter", "read_only_withdrawn", "read_only_claimed",
	"harmless_claimed", "opens_world", "opaque", "same_name", "similar_name", "confusable_name", "disagreement", "renamed",
	"pretext", "overrides", "asks_secret",
}

// String returns the names of the reasons, separated by commas.
func (r Reasons) String() string {
	var names []string
	for ; r != 0; r &= r - 1 {
		if k := bits.TrailingZeros64(uint64(r)); k < len(reasonNames) {
			names = append(names, reasonNames[k])
		}
	}
	return strings.Join(names, ",")
}

// verdict is how much speaks against something, and why.
type verdict struct {
	score   float64
	reasons Reasons
}

// add counts one more reason as if it were independent of the others ("noisy or").
func (v *verdict) add(r Reasons, score float64) {
	if score <= 0 {
		return
	}
	v.reasons |= r
	v.score = 1 - (1-v.score)*(1-min(score, 1))
}

// worse keeps the stronger of two verdicts about parts of one thing, and all reasons.
func (v *verdict) worse(other verdict) {
	v.score = max(v.score, other.score)
	v.reasons |= other.reasons
}
