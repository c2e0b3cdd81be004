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
	beyond uint64 // of the paths that are not among the leaves, a bit each
}

// parse reads the text of a JSON object and reports whether it is one. It takes time in
// proportion to its length.
func (a *arguments) parse(key uint64, text string) bool {
	if len(text) > MaxArguments {
		return false
	}
	p := parser{text: text, key: key, into: a}
	p.space()
	ok := p.at('{') && p.value(key, 0)
	p.space()
	if a.beyond != 0 {
		a.names += series.Mix(a.beyond, 2)
	}
	return ok && p.i == len(p.text)
}

// add notes a value. Those of an array share a path, which counts as one name.
func (a *arguments) add(l leaf) {
	a.values += series.Mix(l.path, l.value)
	switch isNew := a.isNew(l.path); {
	case a.n == maxLeaves && isNew:
		a.beyond |= 1 << (l.path & 63)
	case a.n < maxLeaves:
		if isNew {
			a.names += series.Mix(l.path, 1)
		}
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
