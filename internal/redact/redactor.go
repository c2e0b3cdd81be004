package redact

import (
	"strings"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

// Redactor replaces texts one at a time. It remembers nothing of them but how often what
// was found.
type Redactor struct {
	known  known
	base   *Engine
	engine *Engine                  // that of the policy that counts
	found  []detect.Finding         // scratch
	named  []byte                   // scratch
	levels [maxDepth + 1]*rewriting // of JSON, by how often it is wrapped
	counts map[string]int
	// budget is how many bytes may still be looked at of one value, whatever it wraps.
	budget int
	// unreadable counts the values that were replaced because they could not be followed
	// to their end.
	unreadable int
}

// NewRedactor returns a redactor.
func (e *Engine) NewRedactor() *Redactor {
	return &Redactor{base: e, engine: e, counts: map[string]int{}}
}

// Counts returns how often each category was replaced since the last Reset, and how many
// values were replaced because they could not be read. The map is the redactor's own.
func (r *Redactor) Counts() (byCategory map[string]int, unreadable int) {
	return r.counts, r.unreadable
}

// Reset forgets the counts.
func (r *Redactor) Reset() {
	clear(r.counts)
	r.unreadable = 0
}

// Categories that no rule has.
const (
	// CategoryKey is of values that are replaced because of the name they stand under.
	CategoryKey = "key"
	// CategoryUnreadable is of values that could not be followed to their end.
	CategoryUnreadable = "unreadable"
	// CategoryCut is of what was left out because a value was too long.
	CategoryCut = "cut"
)

// maxDepth is how often a text may be wrapped in another. Each round of escapes doubles
// the backslashes, so that few texts come near it.
const maxDepth = 16

// Text returns a text that stands under a name, without what must not leave. drop says
// that the whole attribute has to go.
func (r *Redactor) Text(key, text string) (out string, changed, drop bool) {
	rule := r.engine.keyRule(key)
	switch rule.Action {
	case Allow:
		return text, false, false
	case Drop:
		r.counts[CategoryKey]++
		return "", true, true
	case Mask, Pseudonym, Hash:
		if text == "" || replaced(text) {
			return text, false, false
		}
		r.counts[CategoryKey]++
		return r.become(rule.Rule, categoryOf(key), text), true, false
	}
	limit := r.engine.options.MaxBytes
	if rule.MaxBytes > 0 {
		limit = min(limit, rule.MaxBytes)
	}
	return r.within(key, text, limit)
}

// overlap is how much beyond a cut is looked at before it: a secret that is cut in two is
// not known any more, and still half told.
const overlap = 8 << 10

// within replaces what is found in a text and leaves out what is too long.
func (r *Redactor) within(key, text string, limit int) (out string, changed, drop bool) {
	out, changed = r.cut(text, limit+overlap)
	if safe, replaced := r.whole(key, out); replaced {
		out, changed = safe, true
	}
	if len(text) <= limit {
		return out, changed, false
	}
	r.counts[CategoryCut]++
	out, _ = r.cut(out, limit)
	return out, true, false
}

// Name does the same for a name. What is changed there stays short.
func (r *Redactor) Name(text string) (out string, changed bool) {
	out, changed, _ = r.within("", text, maxName)
	return out, changed
}

// Work that one value may cost, in bytes that are looked at. Texts that wrap others in
// several ways at once would cost more than their length.
const (
	workPerByte = 32
	workAtLeast = 64 << 10
)

func (r *Redactor) whole(key, text string) (string, bool) {
	r.budget = workAtLeast + workPerByte*len(text)
	return r.value(key, text, 0)
}

const maxName = 1024 // bytes

// replaced reports whether a whole value is what was put in its place before.
func replaced(text string) bool {
	if text == "" || text[0] != masked[0] {
		return false
	}
	for _, mark := range [...]string{masked, pseudonymed, hashed} {
		if strings.HasPrefix(text, mark) && strings.IndexByte(text, ']') == len(text)-1 {
			return true
		}
	}
	return false
}

// categoryOf is the name of a key as a mark can hold it.
func categoryOf(key string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' {
			return c
		}
		return '_'
	}, key)
}

// cut leaves out the end of a text that is too long. What is left of JSON is JSON.
func (r *Redactor) cut(text string, limit int) (string, bool) {
	if len(text) <= limit {
		return text, false
	}
	if isJSON(text) {
		if short, ok := cutJSON(text, limit); ok {
			return short, true
		}
	}
	return text[:runeStart(text, limit)] + cutMark, true
}

// value replaces what is found in a text that stands under a name, as it is and as what
// it wraps.
func (r *Redactor) value(key, text string, depth int) (string, bool) {
	if len(text) < minText || replaced(text) {
		return text, false
	}
	if r.budget -= len(text); depth > maxDepth || r.budget < 0 {
		r.unreadable++
		r.counts[CategoryUnreadable]++
		return masked + CategoryUnreadable + "]", true
	}
	if isJSON(text) {
		if out, changed, ok := r.json(key, text, depth); ok {
			return out, changed
		}
	}
	return r.plain(key, text, depth)
}

// minText is the length of the shortest text in which anything can be found.
const minText = 4

// plain replaces what is found in a text that is not JSON: as it stands, and then in
// what is wrapped in it.
func (r *Redactor) plain(key, text string, depth int) (string, bool) {
	out, changed := r.replace(text, r.find(key, text))
	unwrapped, more := r.wrapped(key, out, depth)
	if !more {
		return out, changed
	}
	return unwrapped, true
}

// find returns the findings in a text, those included that there are because of the name
// that it stands under.
func (r *Redactor) find(key, text string) []detect.Finding {
	if key == "" || len(text) > maxNamed {
		r.found = r.engine.options.Rules.Find(r.found[:0], text)
		return r.found
	}
	r.named = append(append(append(r.named[:0], key...), '='), text...)
	// Find keeps nothing of the text that it is given.
	found := r.engine.options.Rules.Find(r.found[:0], unsafe.String(unsafe.SliceData(r.named), len(r.named)))
	before, kept := len(key)+1, found[:0]
	for _, f := range found {
		f.Start, f.End = max(f.Start-before, 0), f.End-before
		if f.End > f.Start {
			kept = append(kept, f)
		}
	}
	r.found = kept
	return kept
}

// maxNamed is the length of the longest text that is looked at together with its name:
// what is longer is no single value.
const maxNamed = 16 << 10

// replace puts what the rules say in the place of findings.
func (r *Redactor) replace(text string, found []detect.Finding) (string, bool) {
	var b strings.Builder
	from := 0
	for i := range found {
		f := &found[i]
		with, ok := r.replacement(f, text[f.Start:f.End])
		if !ok {
			continue
		}
		b.WriteString(text[from:f.Start])
		b.WriteString(with)
		from = f.End
	}
	if from == 0 && b.Len() == 0 {
		return text, false
	}
	b.WriteString(text[from:])
	return b.String(), true
}

// replacement returns what stands for a finding, and counts it; ok is false if it stays.
func (r *Redactor) replacement(f *detect.Finding, value string) (with string, ok bool) {
	v := r.engine.verdicts[f.Rule]
	if v.rule.Action == Allow || r.engine.options.Exempt != nil && r.engine.options.Exempt(value) {
		return "", false
	}
	r.counts[v.label]++
	name := v.mark
	if v.rule.Action == Pseudonym && r.engine.options.Keyring != nil {
		name = v.label
	}
	return r.become(v.rule, name, value), true
}
