package instruction

import (
	"math/bits"
	"strings"
)

// Reasons is a set of things that speak for an instruction. Its names are fixed: they
// hold nothing of the text.
type Reasons uint32

// Reasons.
const (
	Override     Reasons = 1 << iota // earlier instructions shall be ignored
	Concealment                      // a user shall not be told, or the text hides
	Sequencing                       // other calls shall be made first, next or always
	Authority                        // urgency, security, a system or a superior is claimed
	Role                             // a turn or a role of a conversation is forged
	Persona                          // the model shall be somebody else, or without rules
	Request                          // somebody asks for an action
	Answer                           // the answer of the model shall hold or be something
	Secret                           // credentials or the system prompt are asked for
	Exfiltration                     // data shall go to an address
	Redirection                      // parameters or targets shall be changed
	Preference                       // this tool is praised, or others are spoken against
	Code                             // commands or code shall be run or added
	Disguise                         // words are spelled out, mixed or invisible
	Address                          // a model is addressed
)

// Steering are the reasons of a text that says when and how a tool is to be used, as many an
// honest one does: it asks, praises, insists and says what comes first.
const Steering = Sequencing | Authority | Request | Answer | Preference | Address

var reasonNames = [...]string{
	"override", "concealment", "sequencing", "authority", "role", "persona", "request", "answer",
	"secret", "exfiltration", "redirection", "preference", "code", "disguise", "address",
}

// String returns the names of the reasons, separated by commas.
func (r Reasons) String() string {
	var names []string
	for ; r != 0; r &= r - 1 {
		if k := bits.TrailingZeros32(uint32(r)); k < len(reasonNames) {
			names = append(names, reasonNames[k])
		}
	}
	return strings.Join(names, ",")
}

// reasonOfSeen and reasonOfHit are what classes and hits say on their own.
var (
	reasonOfSeen = [numClasses]Reasons{
		secret: Secret, model: Address, superior: Preference, covert: Concealment, freed: Persona,
		cipher: Answer, shell: Code, secured: Authority, priority: Override, address: Exfiltration,
		disguised: Disguise, hidden: Disguise, comment: Concealment,
	}
	reasonOfHit = [numHits]Reasons{
		polite: Request, asked: Request, clauseOrder: Request, chained: Request, ordered: Request,
		obliged: Sequencing, tagged: Authority, chatMarker: Role, heading: Authority, roleLabel: Role,
		overruling: Override, overruled: Override, yourRules: Override, hushed: Concealment,
		yourAnswer: Answer, writeAnswer: Answer, firstCall: Sequencing, mustFirst: Sequencing,
		beforeTool: Sequencing, bestTool: Preference, newRole: Persona,
		yourSecret: Secret, showOrders: Secret, myThing: Request, sendMe: Exfiltration,
		gatherData: Request, changeQuery: Redirection, regardless: Override, fromNow: Persona,
		followingOrders: Override, securityCall: Authority, userSecret: Secret, noAsking: Concealment,
		priorityOver: Override, youModel: Address, ignoreOrder: Override, ignoreAndSay: Override, modeOn: Persona,
		praised: Preference, capsHeading: Authority, effect: Request, requestMine: Request, requestTo: Exfiltration,
		requestThing: Request, fieldRequest: Request, tellUser: Answer, announced: Authority, yourCode: Code, dictated: Answer, disarmed: Override, commanded: Address, addressed: Address, yourTask: Address, forgedEnd: Role, runShell: Code, hushUser: Concealment, setAside: Override, nullified: Override, giveSecret: Secret, readSecret: Secret, autoChange: Redirection,
	}
)

// reasons returns those of a sentence.
func (s *sentence) reasons() Reasons {
	var r Reasons
	for rest := s.seen; rest != 0; rest &= rest - 1 {
		r |= reasonOfSeen[lowest(rest)]
	}
	for rest := s.hits; rest != 0; rest &= rest - 1 {
		r |= reasonOfHit[rest.lowest()]
	}
	return r
}
