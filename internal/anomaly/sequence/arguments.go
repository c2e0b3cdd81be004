package sequence

import "github.com/otelcol-mcp/otelcol-mcp/internal/series"

// Bounds of what is read of a call's arguments.
const (
	// MaxArguments is the number of bytes up to which arguments are read; 16 KB.
	MaxArguments = 16 << 10
	maxDepth     = 16 // of objects and arrays in one another
)

// leaf is a scalar value in the arguments. All of it are hashes.
type leaf struct {
	path  uint64 // the names that lead to it; places in an array have none
	value uint64
	form  uint64
}

// arguments are hashes of what a call was given. The order of names does not matter.
type arguments struct {
	names  uint64 // of all paths
	values uint64 // of all paths with their values
	leaves [maxLeaves]leaf
	n      int
}

// parse reads the text of a JSON object and reports whether it is one. It takes time in
// proportion to its length.
func (a *arguments) parse(key uint64, text string) bool {
	if len(text) > MaxArguments {
		return false
	}
	p := parser{text: text, key: key, into: a}
	p.space()
	if !p.at('{') {
		return false
	}
	ok := p.value(key, 0)
	p.space()
	return ok && p.i == len(p.text)
}

// add notes a value. Those of an array share a path, which counts as one name.
func (a *arguments) add(l leaf) {
	a.values += series.Mix(l.path, l.value)
	if a.isNew(l.path) {
		a.names += series.Mix(l.path, 1)
	}
	if a.n < maxLeaves {
		a.leaves[a.n] = l
		a.n++
	}
}

func (a *arguments) isNew(path uint64) bool {
	for i := range a.n {
		if a.leaves[i].path == path {
			return false
		}
	}
	return true
}
