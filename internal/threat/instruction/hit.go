package instruction

import "math/bits"

// A hit is something that several words of a sentence say together, or a word and its place.
type hit uint8

// hits is a set of hits.
type hits uint64

func (h hit) set() hits { return 1 << h }

const (
	polite          hit = iota // please VERB
	asked                      // can you VERB
	ordered                    // the sentence begins with a verb
	fieldOrder                 // a quoted value begins with a verb
	clauseOrder                // a verb after a colon, a heading or a comma
	chained                    // ... and then VERB
	obliged                    // must VERB
	forbidden                  // do not VERB
	tagged                     // <IMPORTANT>, [SYSTEM]
	chatMarker                 // <|system|>
	heading                    // NOTICE: at the beginning
	roleLabel                  // system: at the beginning
	overruling                 // ignore ... previous
	overruled                  // ignore ... instructions
	yourRules                  // your instructions
	hushed                     // do not tell
	hushedUser                 // tell ... user, with a not before
	yourAnswer                 // your answer, in the answer
	writeAnswer                // include ... answer
	firstCall                  // before ... call
	mustFirst                  // must first, must call
	callTool                   // call ... tool
	beforeTool                 // before ... tool
	insteadOf                  // instead of ... tool
	alwaysTool                 // always ... tool
	bestTool                   // best ... tool
	newRole                    // you are now, act as
	yourSecret                 // your password
	showOrders                 // show ... your instructions
	myThing                    // my account, my door
	sendMe                     // send me, send ... to my
	sendTo                     // send ... personal
	gatherData                 // get ... data
	changeQuery                // change ... query
	regardless                 // regardless of ... user
	fromNow                    // from now on
	followingOrders            // following instructions
	codeInto                   // add ... code
	securityCall               // call ... verification
	userSecret                 // user's password
	noAsking                   // without asking, without confirmation
	priorityOver               // precedence over
	asModel                    // as an AI, dear assistant
	youModel                   // you are an AI
	afterOverride              // the sentence before overrules
	afterUrgent                // the sentence before is urgent
	afterOrder                 // the sentence before orders
	numHits
)

const requests hits = 1<<polite | 1<<asked | 1<<ordered | 1<<fieldOrder | 1<<clauseOrder | 1<<obliged

// A pairing is a word of one class at most so many words after one of another.
type pairing struct {
	from, to class
	within   int32
	hit      hit
}

var pairings = []pairing{
	{ignoring, previous, 5, overruling},
	{ignoring, orders, 7, overruled},
	{ignoring, following, 4, overruling},
	{you, orders, 3, yourRules},
	{not, talk, 3, hushed},
	{talk, user, 4, hushedUser},
	{you, answer, 3, yourAnswer},
	{write, answer, 10, writeAnswer},
	{first, call, 6, firstCall},
	{must, first, 3, mustFirst},
	{must, call, 3, mustFirst},
	{call, tool, 6, callTool},
	{first, tool, 6, beforeTool},
	{instead, tool, 6, insteadOf},
	{must, tool, 5, alwaysTool},
	{superior, tool, 5, bestTool},
	{you, role, 5, newRole},
	{role, you, 5, newRole},
	{you, secret, 4, yourSecret},
	{talk, orders, 6, showOrders},
	{gather, orders, 6, showOrders},
	{me, personal, 6, myThing},
	{me, device, 6, myThing},
	{send, me, 8, sendMe},
	{talk, me, 3, sendMe},
	{send, personal, 6, sendTo},
	{gather, personal, 7, gatherData},
	{change, query, 6, changeQuery},
	{priority, user, 6, regardless},
	{now, you, 6, fromNow},
	{following, orders, 3, followingOrders},
	{following, task, 3, followingOrders},
	{write, code, 8, codeInto},
	{call, secured, 8, securityCall},
	{user, secret, 5, userSecret},
	{user, personal, 4, userSecret},
	{not, asking, 3, noAsking},
	{priority, all, 5, priorityOver},
	{priority, orders, 6, priorityOver},
	{you, model, 6, youModel},
}

// pairsTo are the pairings by their second class.
var pairsTo = func() (to [numClasses][]pairing) {
	for _, p := range pairings {
		to[p.to] = append(to[p.to], p)
	}
	return to
}()

// carried returns what matters to the next sentence.
func (h hits) carried() hits {
	var next hits
	if h&(1<<overruling|1<<overruled) != 0 {
		next |= afterOverride.set()
	}
	if h&(1<<tagged|1<<heading|1<<roleLabel|1<<chatMarker) != 0 {
		next |= afterUrgent.set()
	}
	if h&(1<<polite|1<<obliged|1<<mustFirst) != 0 {
		next |= afterOrder.set()
	}
	return next
}

func lowest(c classes) class { return class(bits.TrailingZeros64(uint64(c))) }

func (h hits) lowest() hit { return hit(bits.TrailingZeros64(uint64(h))) }
