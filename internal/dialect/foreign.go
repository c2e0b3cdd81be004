package dialect

import "go.opentelemetry.io/collector/pdata/ptrace"

// foreign knows what might make a span one of MCP or GenAI telemetry.
type foreign struct {
	// keys passes the keys that might, names the names that users give such spans.
	keys, names filter
	// needs are the dialects, by position in all, whose shape needs a key, and of which
	// a span need not say by another key what it is.
	needs uint64
}

// provesNothing are the marks of keys that say something of a call, and nothing of
// whether a span is one: error.type alone makes no span MCP or GenAI telemetry.
const provesNothing = ends | odd | completes | oldName

// might reports whether a key may make a span more than foreign.
func (f *foreign) might(k *knownKey) bool {
	return k.markers&^provesNothing != 0 || k.needs&f.needs != 0
}

func newForeign(x *index) (f foreign) {
	for _, d := range x.shaped {
		if !d.identified {
			f.needs |= d.needs
		}
	}
	for name := range genericNames {
		f.names.add(name)
	}
	list := func(keys []knownKey, add func(string)) {
		for i := range keys {
			if f.might(&keys[i]) {
				add(keys[i].text)
			}
		}
	}
	for _, keys := range x.keys {
		list(keys, f.keys.add)
	}
	for _, keys := range x.prefixes {
		list(keys, f.keys.addPrefix)
	}
	return f
}

// isForeign reports whether a span is certainly neither MCP nor GenAI telemetry, from
// its keys and its name alone. It is all that other software's spans cost, so it decodes
// nothing and borrows nothing, and gives up at the first key that might prove more:
// where it errs, a full look at the span comes to the same.
func (x *index) isForeign(scope Scope, span ptrace.Span) bool {
	if scope.dialect != nil || x.mayBeNamed(span.Name()) || x.byEvent && span.Events().Len() > 0 {
		return false
	}
	for key := range span.Attributes().All() {
		if x.foreign.keys.mayHave(key) && x.mightProve(key) {
			return false
		}
	}
	return true
}

func (x *index) mightProve(key string) bool {
	known := x.lookup(key)
	return known != nil && x.foreign.might(known)
}

// mayBeNamed is true for names by which dialects know spans that nothing else tells.
func (x *index) mayBeNamed(name string) bool {
	if x.foreign.names.mayHave(name) {
		if _, ok := genericNames[name]; ok {
			return true
		}
	}
	return x.hasNamed(name)
}
