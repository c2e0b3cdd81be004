package mcptest

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// epoch is when every span of a scenario starts that does not say "after": where the time of a synctest bubble does.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

var kinds = map[string]ptrace.SpanKind{
	"internal": ptrace.SpanKindInternal, "client": ptrace.SpanKindClient, "server": ptrace.SpanKindServer,
	"producer": ptrace.SpanKindProducer, "consumer": ptrace.SpanKindConsumer, "unspecified": ptrace.SpanKindUnspecified,
}

var statuses = map[string]ptrace.StatusCode{
	"unset": ptrace.StatusCodeUnset, "ok": ptrace.StatusCodeOk, "error": ptrace.StatusCodeError,
}

// Spans reads the text of a scenario. It fails the test at the first line that
// it cannot read.
func Spans(t testing.TB, text string) ptrace.Traces {
	t.Helper()
	r := reader{traces: ptrace.NewTraces()}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		require.NoError(t, r.line(line), "line %d", i+1)
	}
	return r.traces
}

type reader struct {
	traces ptrace.Traces
	rs     ptrace.ResourceSpans
	ss     ptrace.ScopeSpans
}

func (r *reader) line(line string) error {
	words, err := split(line)
	if err != nil {
		return err
	}
	switch words[0] {
	case "resource":
		r.rs = r.traces.ResourceSpans().AppendEmpty()
		r.ss = r.rs.ScopeSpans().AppendEmpty()
		return put(r.rs.Resource().Attributes(), words[1:])
	case "scope":
		r.ss = r.rs.ScopeSpans().AppendEmpty()
		r.ss.Scope().SetName(unquote(words[1]))
		return nil
	case "span":
		return r.span(words[1:])
	case "redacted": // what was removed from the span before, by category
		return put(r.ss.Spans().At(r.ss.Spans().Len()-1).Attributes().PutEmptyMap(semconv.MCPRedactionCounts), words[1:])
	case "event": // of the span before
		event := r.ss.Spans().At(r.ss.Spans().Len() - 1).Events().AppendEmpty()
		event.SetName(unquote(words[1]))
		return put(event.Attributes(), words[2:])
	case "link": // of the span before
		link := r.ss.Spans().At(r.ss.Spans().Len() - 1).Links().AppendEmpty()
		state, rest := cutWord(words[1:], "state=")
		link.TraceState().FromRaw(state)
		return put(link.Attributes(), rest)
	}
	return fmt.Errorf("unknown word %q", words[0])
}

func (r *reader) span(words []string) error {
	if len(words) < 3 {
		return errors.New("a span needs a name, a kind and a duration")
	}
	kind, ok := kinds[words[1]]
	if !ok {
		return fmt.Errorf("unknown kind %q", words[1])
	}
	duration, err := time.ParseDuration(words[2])
	if err != nil {
		return err
	}
	s := r.ss.Spans().AppendEmpty()
	s.SetName(unquote(words[0]))
	s.SetKind(kind)
	s.SetTraceID(pcommon.TraceID{15: 1})
	s.SetSpanID(spanID(serial.Add(1)))
	s.SetStartTimestamp(pcommon.NewTimestampFromTime(epoch))
	s.SetEndTimestamp(pcommon.NewTimestampFromTime(epoch.Add(duration)))
	var rest []string
	for _, word := range words[3:] {
		code, isStatus := strings.CutPrefix(word, "status=")
		message, isMessage := strings.CutPrefix(word, "message=")
		switch {
		case isStatus:
			s.Status().SetCode(statuses[code])
		case isMessage:
			s.Status().SetMessage(unquote(message))
		case strings.HasPrefix(word, "after="):
			late, err := time.ParseDuration(word[len("after="):])
			if err != nil {
				return err
			}
			s.SetStartTimestamp(pcommon.NewTimestampFromTime(epoch.Add(late)))
			s.SetEndTimestamp(pcommon.NewTimestampFromTime(epoch.Add(late + duration)))
		case strings.HasPrefix(word, "id="):
			s.SetSpanID(named(word[len("id="):]))
		case strings.HasPrefix(word, "parent="):
			s.SetParentSpanID(named(word[len("parent="):]))
		default:
			rest = append(rest, word)
		}
	}
	return put(s.Attributes(), rest)
}

// cutWord takes the word with a prefix out of some, unquoted and without the prefix.
func cutWord(words []string, prefix string) (value string, rest []string) {
	for _, word := range words {
		if text, ok := strings.CutPrefix(word, prefix); ok {
			value = unquote(text)
			continue
		}
		rest = append(rest, word)
	}
	return value, rest
}

// serial numbers the spans of a process: no two are the same.
var serial atomic.Uint64

func spanID(n uint64) (id pcommon.SpanID) {
	binary.BigEndian.PutUint64(id[:], n)
	return id
}

// named is the id of a span that the text gives a name.
func named(name string) pcommon.SpanID {
	sum := fnv.New64a()
	sum.Write([]byte(name))
	return spanID(sum.Sum64())
}

func put(to pcommon.Map, words []string) error {
	for _, word := range words {
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return fmt.Errorf("%q is no attribute", word)
		}
		setValue(to.PutEmpty(key), value)
	}
	return nil
}

func setValue(v pcommon.Value, text string) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		v.SetInt(n)
		return
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		v.SetDouble(f)
		return
	}
	if text == "true" || text == "false" {
		v.SetBool(text == "true")
		return
	}
	if structure, ok := strings.CutPrefix(text, "json:"); ok {
		setJSON(v, structure)
		return
	}
	if content, ok := strings.CutPrefix(text, "bytes:"); ok {
		v.SetEmptyBytes().FromRaw([]byte(unquote(content)))
		return
	}
	v.SetStr(unquote(text))
}

// setJSON makes maps and slices of JSON; what is no JSON is text.
func setJSON(v pcommon.Value, text string) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var raw any
	if decoder.Decode(&raw) != nil || v.FromRaw(whole(raw)) != nil {
		v.SetStr(text)
	}
}

// whole makes integers of numbers that are some.
func whole(raw any) any {
	switch raw := raw.(type) {
	case json.Number:
		if n, err := raw.Int64(); err == nil {
			return n
		}
		f, _ := raw.Float64()
		return f
	case []any:
		for i := range raw {
			raw[i] = whole(raw[i])
		}
	case map[string]any:
		for name := range raw {
			raw[name] = whole(raw[name])
		}
	}
	return raw
}

// split cuts a line at spaces outside of quotes.
func split(line string) ([]string, error) {
	var words []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		end, quoted := 0, false
		for end < len(line) && (quoted || line[end] != ' ') {
			switch {
			case line[end] == '\\' && quoted:
				end++
			case line[end] == '"':
				quoted = !quoted
			}
			end++
		}
		if quoted || end > len(line) {
			return nil, errors.New("a quote is not closed")
		}
		words = append(words, line[:end])
		line = line[end:]
	}
	return words, nil
}

func unquote(text string) string {
	if plain, err := strconv.Unquote(text); err == nil && strings.HasPrefix(text, `"`) {
		return plain
	}
	return text
}
