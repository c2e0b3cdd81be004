package instruction

// A class is a kind of word or sign that says something about who is addressed, what
// is asked for and in whose name.
type class uint8

// Classes of words, whatever their language, and of signs.
const (
	ignoring  class = iota // ignore, disregard, bypass
	previous               // previous, above, earlier
	orders                 // instructions, rules, prompt
	please                 // please, kindly
	modal                  // can, could, would
	you                    // you, your
	me                     // I, me, my
	must                   // must, always, never, have to
	not                    // not, never, without
	first                  // first, before, after
	then                   // and, then
	user                   // user, customer
	tool                   // tool, function
	answer                 // answer, reply, response
	secret                 // password, credentials
	personal               // account, address, health
	device                 // door, lock, robot
	model                  // assistant, AI, model
	system                 // system, admin, developer
	urgent                 // important, critical, attention
	superior               // best, premium, unmatched
	instead                // instead, rather
	now                    // now
	role                   // act as, pretend, roleplay
	freed                  // jailbreak, unrestricted, DAN
	code                   // code, snippet
	covert                 // secretly, silently
	shell                  // curl, sudo
	secured                // compliance, audit, verification
	following              // following, below
	all                    // all, any, everything
	asking                 // what, where, who
	priority               // precedence, regardless
	disabled               // deprecated, disabled, suspended
	mode                   // mode, enabled
	query                  // query, parameter, request
	cipher                 // cipher, base64, rot13
	task                   // task, directive, operation
	talk                   // tell, inform, mention, reveal
	informing              // tell, inform, mention, reveal
	when                   // when, if
	send                   // verbs of sending
	pay                    // verbs of paying and trading
	permit                 // verbs of permitting and opening
	destroy                // verbs of deleting and stopping
	gather                 // verbs of reading and finding
	change                 // verbs of changing
	produce                // verbs of making and arranging
	call                   // verbs of calling and running
	write                  // verbs of writing and adding
	address                // a mail address
	link                   // an address of the web
	amount                 // a sum of money
	path                   // a path of a file
	capital                // a word of the lexicon in capitals
	disguised              // a word of the lexicon written in look-alike or spaced letters
	hidden                 // text of invisible characters
	comment                // a comment of HTML
	courtesy               // sure, know, free: please note, feel free
	automatic              // automatically, by default
	label                  // a word that names a block: <important>, [SYSTEM]
	consent                // asking, confirmation, permission
	question               // the sentence ends with a question mark
	exclaim                // the sentence ends with an exclamation mark
	numClasses
)

// A set has room for every class.
const _ = uint(64 - numClasses)

// classes is a set of classes.
type classes uint64

func (c class) set() classes { return 1 << c }

// verbs say what shall be done. They count only where a request has them.
const verbs = 1<<send | 1<<pay | 1<<permit | 1<<destroy | 1<<gather | 1<<change | 1<<produce | 1<<call | 1<<write | 1<<talk
