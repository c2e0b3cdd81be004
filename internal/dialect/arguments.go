package dialect

import (
	"encoding/json"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// collectArguments joins the attributes "{prefix}{name}", one argument each, to
// one JSON object, in the order of their names so that equal calls are equal.
func (s *Span) collectArguments(prefix string, encode func(string) string) {
	var members []string
	var keys []string
	for _, a := range s.found {
		name, ok := strings.CutPrefix(a.key, prefix)
		if !ok {
			continue
		}
		members = append(members, jsonString(name)+":"+argument(a.value, encode))
		keys = append(keys, a.key)
	}
	if len(members) == 0 {
		return
	}
	slices.Sort(members)
	s.Put(semconv.GenAIToolCallArguments, "{"+strings.Join(members, ",")+"}")
	s.Drop(keys...)
}

// argument returns one value as JSON. Text goes through encode, because some
// emitters send JSON text and others bare strings.
func argument(v pcommon.Value, encode func(string) string) string {
	if v.Type() == pcommon.ValueTypeStr {
		return encode(v.Str())
	}
	if text := v.AsString(); json.Valid([]byte(text)) {
		return text
	}
	return jsonString(v.AsString())
}

// rawJSON keeps text that is JSON and quotes other text.
func rawJSON(text string) string {
	if json.Valid([]byte(text)) {
		return text
	}
	return jsonString(text)
}

func jsonString(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(quoted)
}
