package dialect

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Span is a span under translation: what a dialect's Fix and Shape see. It
// finds attributes without scanning the span again, and collects removals so
// that they cost one pass at the end.
type Span struct {
	ptrace.Span
	// Scope is the instrumentation scope's name.
	Scope string

	attrs    pcommon.Map
	dialect  *Dialect
	found    []attribute
	dropped  []string
	markers  markers
	repaired bool
	odd      [mcp.NumOddities]uint8
}

func (s *Span) reset(scope string, span ptrace.Span) {
	s.Span, s.Scope, s.attrs = span, scope, span.Attributes()
	s.found, s.dropped = s.found[:0], s.dropped[:0]
	s.dialect, s.markers, s.repaired = nil, 0, false
	s.odd = [mcp.NumOddities]uint8{}
}

// release forgets the span, so that a pooled Span does not keep it alive.
func (s *Span) release() {
	clear(s.found[:cap(s.found)])
	clear(s.dropped[:cap(s.dropped)])
	s.Span, s.attrs, s.Scope, s.dialect = ptrace.Span{}, pcommon.Map{}, "", nil
}

func (s *Span) dialectID() ID {
	switch {
	case !s.speaksConventions():
		return None
	case s.dialect == nil:
		return Semconv
	}
	return s.dialect.id
}

// speaksConventions reports whether the span says by a convention attribute
// that it is MCP or GenAI telemetry, be it by an old name.
func (s *Span) speaksConventions() bool {
	return s.markers&legacyGenAI != 0 ||
		s.Has(semconv.MCPMethodName) || s.Has(semconv.GenAIOperationName) || s.Has(semconv.MCPSpanType)
}

// value returns an attribute. Of a key that occurs twice the last value counts.
func (s *Span) value(key string) (pcommon.Value, bool) {
	for i := len(s.found) - 1; i >= 0; i-- {
		if s.found[i].key == key {
			return s.found[i].value, true
		}
	}
	return pcommon.Value{}, false
}

// Has reports whether the span has an attribute that is not empty text.
func (s *Span) Has(key string) bool {
	v, ok := s.value(key)
	return ok && (v.Type() != pcommon.ValueTypeStr || v.Str() != "")
}

// HasPrefix reports whether the span has an indexed attribute whose key starts
// with prefix.
func (s *Span) HasPrefix(prefix string) bool {
	return slices.ContainsFunc(s.found, func(a attribute) bool { return strings.HasPrefix(a.key, prefix) })
}

// Text returns a string attribute, or "" if it is absent, no string, or not
// valid UTF-8.
func (s *Span) Text(key string) string {
	v, ok := s.value(key)
	if !ok || v.Type() != pcommon.ValueTypeStr || !utf8.ValidString(v.Str()) {
		return ""
	}
	return v.Str()
}

// True reports whether an attribute is true, as a boolean or as the text "true".
func (s *Span) True(key string) bool {
	v, ok := s.value(key)
	if !ok {
		return false
	}
	return v.Type() == pcommon.ValueTypeBool && v.Bool() || v.Type() == pcommon.ValueTypeStr && v.Str() == "true"
}

// Put sets a text attribute unless the span already has it or text is empty.
func (s *Span) Put(key, text string) {
	if text != "" && !s.Has(key) {
		s.Replace(key, text)
	}
}

// Replace sets a text attribute, whatever the span had.
func (s *Span) Replace(key, text string) { s.attribute(key).SetStr(text) }

// attribute returns the attribute to be written, existing or new. The index has
// to be told because attributes are read from there.
func (s *Span) attribute(key string) pcommon.Value {
	v, _ := s.attrs.GetOrPutEmpty(key)
	s.found = append(s.found, attribute{key, v})
	s.dropped = slices.DeleteFunc(s.dropped, func(k string) bool { return k == key })
	return v
}

// drop hides an attribute at once and removes it when translation is done.
func (s *Span) drop(key string) {
	if _, ok := s.value(key); ok {
		s.dropped = append(s.dropped, key)
		s.found = slices.DeleteFunc(s.found, func(a attribute) bool { return a.key == key })
	}
}

// Drop removes attributes.
func (s *Span) Drop(keys ...string) {
	for _, key := range keys {
		s.drop(key)
	}
}

func (s *Span) removeDropped() {
	if len(s.dropped) == 0 {
		return
	}
	s.attrs.RemoveIf(func(key string, _ pcommon.Value) bool { return slices.Contains(s.dropped, key) })
}

// conventionalName names the span as the conventions do: method and target.
func (s *Span) conventionalName(method, target string) {
	if target != "" {
		method += " " + target
	}
	if s.Name() != method {
		s.SetName(method)
	}
}

// move gives an attribute its convention key, unless the span has that already.
func (s *Span) move(from, to string) {
	v, ok := s.value(from)
	if !ok {
		return
	}
	if !s.Has(to) {
		v.CopyTo(s.attribute(to))
	}
	s.drop(from)
}

func firstNonEmpty(candidates ...string) string {
	for _, text := range candidates {
		if text != "" {
			return text
		}
	}
	return ""
}
