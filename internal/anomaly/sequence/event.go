package sequence

import "github.com/otelcol-mcp/otelcol-mcp/internal/series"

// level is what kind of thing an event is about. There are eight: three bits of a key.
type level uint8

const (
	levelTool        level = iota // a tool, in the population
	levelPair                     // a tool, after another; the end of a session counts as one
	levelLength                   // a number of calls, in the population
	levelRun                      // a number of calls of one tool in a row, in the population
	levelNames                    // the names of all arguments, of a tool
	levelCombination              // the values of all arguments, of a tool
	levelValue                    // a value, of a tool's argument
	levelForm                     // the form of a value, of a tool's argument
	levels
)

// group is what is ranked together: the levels within one say much the same.
type group uint8

const (
	groupTool group = iota
	groupOrder
	groupArguments
	groups
)

var groupOf = [levels]group{
	levelTool: groupTool, levelPair: groupOrder, levelLength: groupOrder, levelRun: groupOrder,
	levelNames: groupArguments, levelCombination: groupArguments,
	levelValue: groupArguments, levelForm: groupArguments,
}

// event is that something, the symbol, occurred in a context. Both are hashes that are
// never zero; the level is in the last bits of the symbol.
type event struct{ context, symbol uint32 }

// newEvent hashes a symbol together with its context.
func newEvent(l level, context, symbol uint64) event {
	context = series.Mix(context, uint64(l)+1)
	symbol = series.Mix(context, symbol)
	return event{context: uint32(context) | 1, symbol: uint32(symbol)&^7 | uint32(l) | 1<<6}
}

// number is another one for each event: one comparison takes less than two.
func (e event) number() uint64 { return uint64(e.context) | uint64(e.symbol)<<32 }

// tag is a part of the symbol that is no part of the level. That of no event is a tag, too.
func (e event) tag() uint64 { return uint64(e.symbol >> 24) }

func (e event) level() level { return level(e.symbol & 7) }

// sampled reports whether a symbol is one of the eighth that is still kept where nearly
// everything is new.
func (e event) sampled() bool { return e.symbol>>3&7 == 0 }

const (
	// maxLeaves is the number of scalar values of a call that are looked at one by one.
	// Those beyond count only in the names and the combination.
	maxLeaves = 24
	maxEvents = 6 + 2*maxLeaves
)

// events are those of one call.
type events struct {
	list [maxEvents]event
	n    int
}

func (e *events) add(l level, context, symbol uint64) {
	if e.n < len(e.list) {
		e.list[e.n] = newEvent(l, context, symbol)
		e.n++
	}
}
