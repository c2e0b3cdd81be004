package dialect

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// collectArguments joins the attributes "{prefix}{name}", one argument each, to
// one JSON object, in the order of their names so that equal calls are equal.
func (s *Span) collectArguments(prefix string, encode func(string) string) {
	if s.Has(semconv.GenAIToolCallArguments) {
		return
	}
	members := map[string]string{}
	var keys []string
	for _, a := range s.found {
		name, ok := strings.CutPrefix(a.key, prefix)
		if !ok {
			continue
		}
		value, ok := s.argument(name, a.value, encode)
		if !ok {
			continue
		}
		members[name] = value // of a key that occurs twice the last counts
		keys = append(keys, a.key)
	}
	if len(members) == 0 {
		return
	}
	s.Replace(semconv.GenAIToolCallArguments, object(members))
	s.dropAll(keys)
}

// object writes members that are JSON as one JSON object.
func object(members map[string]string) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(members)) {
		b.WriteByte(',')
		b.WriteString(jsonString(name))
		b.WriteByte(':')
		b.WriteString(members[name])
	}
	return "{" + b.String()[1:] + "}"
}

// argument returns one value as JSON. Text goes through encode, because some
// emitters send JSON text and others bare strings.
func (s *Span) argument(name string, v pcommon.Value, encode func(string) string) (string, bool) {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		if !utf8.ValidString(name) || !utf8.ValidString(v.Str()) {
			s.oddity(mcp.BadUTF8)
			return "", false
		}
		return encode(v.Str()), true
	case pcommon.ValueTypeBytes:
		return jsonString(v.AsString()), true
	}
	return rawJSON(v.AsString()), true
}

// rawJSON keeps text that is JSON and quotes other text.
func rawJSON(text string) string {
	if json.Valid([]byte(text)) {
		return text
	}
	return jsonString(text)
}

// jsonText returns the text of a JSON string, and other text as it is.
func jsonText(text string) string {
	var s string
	if json.Unmarshal([]byte(text), &s) != nil {
		return text
	}
	return s
}

func jsonString(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(quoted)
}
