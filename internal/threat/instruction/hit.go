package instruction

import "math/bits"

// A hit is something that several words of a sentence say together, or a word and its place.
type hit uint8

// A set has room for every hit.
const _ = uint(64 - numHits)

// hits is a set of hits.
type hits uint64

func (h hit) set() hits { return 1 << h }

const (
	polite          hit = iota // please VERB
	asked                      // can you VERB
	ordered                    // the sentence begins with a verb
	clauseOrder                // a verb after a colon, a heading or a comma
	chained                    // ... and then VERB
	obliged                    // must VERB
	tagged                     // <IMPORTANT>, [SYSTEM]
	chatMarker                 // <|system|>
	heading                    // NOTICE: at the beginning
	roleLabel                  // system: at the beginning
	overruling                 // ignore ... previous
	overruled                  // ignore ... instructions
	yourRules                  // your instructions
	hushed                     // do not tell
	yourAnswer                 // your answer, in the answer
	writeAnswer                // include ... answer
	firstCall                  // before ... call
	mustFirst                  // must first, must call
	beforeTool                 // before ... tool
	bestTool                   // best ... tool
	newRole                    // you are now, act as
	yourSecret                 // your password
	showOrders                 // show ... your instructions
	myThing                    // my account, my door
	sendMe                     // send me, send ... to my
	gatherData                 // get ... data
	changeQuery                // change ... query
	regardless                 // regardless of ... user
	fromNow                    // from now on
	followingOrders            // following instructions
	securityCall               // call ... verification
	userSecret                 // user's password
	noAsking                   // without asking, without confirmation
	priorityOver               // precedence over
	youModel                   // you are an AI
	ignoreOrder                // ignore, where a request has its verb
	ignoreAndSay               // ignore ... say
	modeOn                     // system mode, mode activated
	praised                    // superior ... best
	capsHeading                // SYSTEM UPDATE: at the beginning
	effect                     // a request for what has effects
	requestMine                // a request about my thing
	requestTo                  // a request with an address
	requestThing               // a request with effects about personal things or devices
	fieldRequest               // a request that begins a value
	tellUser                   // you must tell the user
	autoChange                 // automatically change
	announced                  // a request under a heading or a tag
	disarmed                   // restrictions suspended, bypass security
	giveSecret                 // show, send, include ... password
	readSecret                 // read ... ~/.ssh, credentials
	yourCode                   // your code, your implementation
	dictated                   // a request about your answer
	setAside                   // instructions ... ignored, in languages that put the verb last
	nullified                  // ignoring, earlier and instructions in one sentence
	hushUser                   // do not tell the user
	addressed                  // dear assistant, AI:
	yourTask                   // your new task
	forgedEnd                  // </tool_result> that nothing opened
	runShell                   // run ... curl
	commanded                  // a request of a model by name, by its kind or by its task
	afterOverride              // the sentence before overrules
	afterUrgent                // the sentence before is urgent
	numHits
)

const requests hits = 1<<polite | 1<<asked | 1<<ordered | 1<<clauseOrder | 1<<obliged

// A pairing is a word of one class at most so many words after one of another.
type pairing struct {
	from, to class
	within   int32
	hit      hit
}

var pairings = []pairing{
	{ignoring, previous, 7, overruling},
	{ignoring, orders, 7, overruled},
	{you, orders, 3, yourRules},
	{not, informing, 4, hushed},
	{covert, user, 4, hushed},
	{orders, disabled, 6, setAside},
	{you, answer, 3, yourAnswer},
	{write, answer, 10, writeAnswer},
	{first, call, 6, firstCall},
	{must, first, 3, mustFirst},
	{must, call, 3, mustFirst},
	{first, tool, 6, beforeTool},
	{superior, tool, 5, bestTool},
	{you, role, 5, newRole},
	{role, you, 5, newRole},
	{you, secret, 4, yourSecret},
	{talk, orders, 6, showOrders},
	{me, personal, 6, myThing},
	{me, device, 6, myThing},
	{send, me, 8, sendMe},
	{talk, me, 3, sendMe},
	{gather, personal, 7, gatherData},
	{change, query, 6, changeQuery},
	{priority, user, 6, regardless},
	{now, you, 6, fromNow},
	{following, orders, 3, followingOrders},
	{following, task, 3, followingOrders},
	{call, secured, 8, securityCall},
	{user, secret, 5, userSecret},
	{user, personal, 4, userSecret},
	{not, consent, 3, noAsking},
	{priority, all, 5, priorityOver},
	{priority, orders, 6, priorityOver},
	{you, model, 5, youModel},
	{ignoring, talk, 12, ignoreAndSay},
	{system, mode, 2, modeOn},
	{mode, mode, 2, modeOn},
	{freed, mode, 2, modeOn},
	{superior, superior, 8, praised},
	{talk, user, 4, tellUser},
	{informing, user, 4, tellUser},
	{automatic, change, 3, autoChange},
	{automatic, send, 3, autoChange},
	{secured, disabled, 6, disarmed},
	{disabled, secured, 4, disarmed},
	{orders, disabled, 4, disarmed},
	{disabled, orders, 4, disarmed},
	{ignoring, secured, 4, disarmed},
	{you, code, 3, yourCode},
	{gather, secret, 5, giveSecret},
	{asking, secret, 6, giveSecret},
	{you, task, 3, yourTask},
	{call, shell, 4, runShell},
	{role, system, 4, newRole},
	{talk, secret, 5, giveSecret},
	{send, secret, 6, giveSecret},
	{write, secret, 5, giveSecret},
	{query, secret, 6, giveSecret},
	{query, path, 8, readSecret},
	{gather, path, 6, readSecret},
}

// pairsTo are the pairings by their second class.
var pairsTo = func() (to [numClasses][]pairing) {
	for _, p := range pairings {
		to[p.to] = append(to[p.to], p)
	}
	return to
}()

// pairsWith are the second classes of the pairings of each first one.
var pairsWith = func() (with [noClass + 1]classes) {
	for _, p := range pairings {
		with[p.from] |= p.to.set()
	}
	return with
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
	return next
}

// noClass is the lowest of no classes.
const noClass = 64

func lowest(c classes) class { return class(bits.TrailingZeros64(uint64(c))) }

func (h hits) lowest() hit { return hit(bits.TrailingZeros64(uint64(h))) }
