package redact

import (
	"errors"
	"strings"
)

// path is a JSONPath (RFC 9535) of names: "$.user.email" from the root, "$..email" at any
// depth. It stands for the value there and all that is in it; elements of an array stand
// where their array does.
type path struct {
	names []string
	any   bool // at any depth
	rule  Rule
}

var errPath = errors.New(`must be "$.name.name" or "$..name.name", without indices and filters`)

// ParsePath checks a path.
func ParsePath(text string) error {
	_, err := parsePath(text, Rule{})
	return err
}

func parsePath(text string, rule Rule) (path, error) {
	rest, ok := strings.CutPrefix(text, "$.")
	if !ok {
		return path{}, errPath
	}
	p := path{rule: rule}
	if deep, ok := strings.CutPrefix(rest, "."); ok {
		rest, p.any = deep, true
	}
	for name := range strings.SplitSeq(rest, ".") {
		name, _ = strings.CutSuffix(name, "[*]")
		if name == "" || strings.ContainsAny(name, "[]'\"*?@()") {
			return path{}, errPath
		}
		p.names = append(p.names, name)
	}
	return p, nil
}

// holds reports whether a path leads to a value or to what it is in.
func (p *path) holds(names []string) bool {
	if !p.any {
		return begins(names, p.names)
	}
	for i := range names {
		if begins(names[i:], p.names) {
			return true
		}
	}
	return false
}

func begins(names, with []string) bool {
	if len(names) < len(with) {
		return false
	}
	for i := range with {
		if names[i] != with[i] {
			return false
		}
	}
	return true
}

// names appends where the walker is: the names of the members on the way.
func (w *walker) names(to []string) []string {
	for i := range w.open {
		if i > 0 && w.open[i-1].object {
			to = append(to, w.open[i].name)
		}
	}
	if len(w.open) > 0 && w.open[len(w.open)-1].object {
		to = append(to, w.name)
	}
	return to
}

// atPath returns what becomes of the value where the walk is, if a path says so.
func (w *rewriting) atPath() (Rule, bool) {
	paths := w.redactor.engine.paths
	if len(paths) == 0 {
		return Rule{}, false
	}
	w.names = w.walker.names(w.names[:0])
	for i := range paths {
		if paths[i].holds(w.names) {
			return paths[i].rule, true
		}
	}
	return Rule{}, false
}

// whole replaces the value where the walk is, whatever it is. A literal that is dropped
// is null.
func (w *rewriting) whole(t *token, rule Rule) {
	r := w.redactor
	value := w.text[t.start:t.end]
	if t.kind == stringToken {
		value = w.text[t.start+1 : t.end-1]
	}
	if rule.Action == Allow || value == "" || value == "null" || replaced(value) {
		return
	}
	r.counts[CategoryKey]++
	with := escape(r.become(rule, categoryOf(w.names[len(w.names)-1]), value))
	switch {
	case t.kind == stringToken:
		w.put(t.start+1, t.end-1, with)
	case rule.Action == Drop:
		w.put(t.start, t.end, "null")
	default:
		w.put(t.start, t.end, `"`+with+`"`)
	}
}
