package mcptest

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// Canaries are values that must not leave, each in a place of its own, so that one that
// did says where from.
type Canaries struct {
	Traces  ptrace.Traces
	Metrics pmetric.Metrics
	Logs    plog.Logs
	// Values are the canaries by where they are.
	Values map[string]string
}

// NewCanaries puts a secret, of a shape that a provider documents, and an address of
// somebody in every place of every signal, and in every encoding where that can be.
func NewCanaries() *Canaries {
	c := &Canaries{ptrace.NewTraces(), pmetric.NewMetrics(), plog.NewLogs(), map[string]string{}}
	c.traces()
	c.metrics()
	c.logs()
	return c
}

// canary makes a value for a place: every second one is a secret.
func (c *Canaries) canary(place string) string {
	n := len(c.Values)
	value := fmt.Sprintf("canary.bird%04d@mail-%04d.org", n, n)
	if n%2 == 0 {
		const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
		id, random := []byte("AK"+"IA"), rand.New(rand.NewPCG(uint64(n), 1)) // together it would be taken for a real one
		for range 16 {
			id = append(id, base32[random.IntN(len(base32))])
		}
		value = string(id)
	}
	c.Values[place] = value
	return value
}

// encodings are ways to say a text.
var encodings = []struct {
	name string
	say  func(string) string
}{
	{"plain", func(v string) string { return v }},
	{"sentence", func(v string) string { return "please use " + v + ", it works" }},
	{"json", func(v string) string { return object("field", v) }},
	{"json_in_json", func(v string) string { return object("inner", object("field", v)) }},
	{"json_in_json_in_json", func(v string) string { return object("a", object("b", object("c", "say "+v))) }},
	{"json_name", func(v string) string { return object(v, "x") }},
	{"json_array", func(v string) string { return `[1,[true,["` + v + `"]]]` }},
	{"json_escapes", func(v string) string { return `{"a":"` + escapes(v) + `"}` }},
	{"broken_json", func(v string) string { return `{"a": "` + v + `", "b": ` }},
	{"query", func(v string) string { return "https://api.example.com/x?user=" + url.QueryEscape(v) + "&z=1" }},
	{"form", func(v string) string { return "a=1&field=" + percent(v) + "&b=2" }},
	{"base64", func(v string) string { return base64.StdEncoding.EncodeToString([]byte("the value is " + v)) }},
	{"base64_url", func(v string) string { return base64.RawURLEncoding.EncodeToString([]byte("the value is " + v)) }},
	{"base64_of_json", func(v string) string { return base64.StdEncoding.EncodeToString([]byte(object("field", v))) }},
	{"hex", func(v string) string { return hex.EncodeToString([]byte(v)) }},
	{"lines", func(v string) string { return "first line\nsecond " + v + "\nthird" }},
}

func object(name, value string) string {
	b, _ := json.Marshal(map[string]string{name: value})
	return string(b)
}

func escapes(v string) string {
	var b strings.Builder
	for _, c := range v {
		fmt.Fprintf(&b, `\u%04x`, c)
	}
	return b.String()
}

func percent(v string) string {
	var b strings.Builder
	for _, c := range []byte(v) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// fill puts a canary in each kind of attribute value, and in each encoding.
func (c *Canaries) fill(place string, attrs pcommon.Map) {
	for _, key := range []string{"gen_ai.tool.call.arguments", "custom.field"} {
		for _, e := range encodings {
			at := place + " " + key + " " + e.name
			attrs.PutStr(key+"."+e.name, e.say(c.canary(at)))
		}
	}
	attrs.PutStr("name."+c.canary(place+" key"), "x")
	attrs.PutEmptyBytes("bytes").FromRaw([]byte(c.canary(place + " bytes")))
	m := attrs.PutEmptyMap("map")
	m.PutStr("a", c.canary(place+" map"))
	m.PutStr(c.canary(place+" map key"), "x")
	deep := m.PutEmptyMap("b").PutEmptySlice("c").AppendEmpty().SetEmptyMap()
	deep.PutStr("d", c.canary(place+" deep map"))
	list := attrs.PutEmptySlice("list")
	list.AppendEmpty().SetStr(c.canary(place + " list"))
	list.AppendEmpty().SetEmptySlice().AppendEmpty().SetStr(c.canary(place + " list in a list"))
	attrs.PutEmptySlice("http.request.header.authorization").AppendEmpty().SetStr("Bearer " + c.canary(place+" header"))
}

func (c *Canaries) traces() {
	rs := c.Traces.ResourceSpans().AppendEmpty()
	c.fill("traces resource", rs.Resource().Attributes())
	ss := rs.ScopeSpans().AppendEmpty()
	c.fill("traces scope", ss.Scope().Attributes())
	s := ss.Spans().AppendEmpty()
	s.SetTraceID([16]byte{1})
	s.SetSpanID([8]byte{1})
	s.SetName("tools/call " + c.canary("span name"))
	s.SetStartTimestamp(pcommon.NewTimestampFromTime(time.Unix(1, 0)))
	s.SetEndTimestamp(pcommon.NewTimestampFromTime(time.Unix(2, 0)))
	s.Status().SetCode(ptrace.StatusCodeError)
	s.Status().SetMessage("failed for " + c.canary("span status"))
	s.TraceState().FromRaw("vendor=" + c.canary("span trace state"))
	c.fill("span", s.Attributes())
	e := s.Events().AppendEmpty()
	e.SetName("event " + c.canary("event name"))
	c.fill("event", e.Attributes())
	e.Attributes().PutStr("exception.message", "no user "+c.canary("exception message"))
	e.Attributes().PutStr("exception.stacktrace", "at f(\""+c.canary("exception stack")+"\")\n at g()")
	l := s.Links().AppendEmpty()
	l.SetTraceID([16]byte{2})
	l.SetSpanID([8]byte{2})
	l.TraceState().FromRaw("vendor=" + c.canary("link trace state"))
	c.fill("link", l.Attributes())
}

func (c *Canaries) metrics() {
	rm := c.Metrics.ResourceMetrics().AppendEmpty()
	c.fill("metrics resource", rm.Resource().Attributes())
	sm := rm.ScopeMetrics().AppendEmpty()
	c.fill("metrics scope", sm.Scope().Attributes())
	sum := sm.Metrics().AppendEmpty()
	sum.SetName("a.sum")
	p := sum.SetEmptySum().DataPoints().AppendEmpty()
	p.SetIntValue(1)
	c.fill("sum point", p.Attributes())
	c.fill("sum exemplar", p.Exemplars().AppendEmpty().FilteredAttributes())
	gauge := sm.Metrics().AppendEmpty()
	gauge.SetName("a.gauge")
	c.fill("gauge point", gauge.SetEmptyGauge().DataPoints().AppendEmpty().Attributes())
	histogram := sm.Metrics().AppendEmpty()
	histogram.SetName("a.histogram")
	h := histogram.SetEmptyHistogram().DataPoints().AppendEmpty()
	c.fill("histogram point", h.Attributes())
	c.fill("histogram exemplar", h.Exemplars().AppendEmpty().FilteredAttributes())
	exponential := sm.Metrics().AppendEmpty()
	exponential.SetName("an.exponential")
	x := exponential.SetEmptyExponentialHistogram().DataPoints().AppendEmpty()
	c.fill("exponential point", x.Attributes())
	summary := sm.Metrics().AppendEmpty()
	summary.SetName("a.summary")
	c.fill("summary point", summary.SetEmptySummary().DataPoints().AppendEmpty().Attributes())
}

func (c *Canaries) logs() {
	rl := c.Logs.ResourceLogs().AppendEmpty()
	c.fill("logs resource", rl.Resource().Attributes())
	sl := rl.ScopeLogs().AppendEmpty()
	c.fill("logs scope", sl.Scope().Attributes())
	for _, e := range encodings {
		record := sl.LogRecords().AppendEmpty()
		record.Body().SetStr(e.say(c.canary("log body " + e.name)))
	}
	record := sl.LogRecords().AppendEmpty()
	record.SetEventName("event " + c.canary("log event name"))
	c.fill("log", record.Attributes())
	c.fill("log body", record.Body().SetEmptyMap())
}

// Leaked returns where the canaries that a text still says are from, whichever way it
// says them.
func (c *Canaries) Leaked(text string) (places []string) {
	said := everything(text, 6)
	for place, value := range c.Values {
		for _, s := range said {
			if strings.Contains(s, value) {
				places = append(places, place)
				break
			}
		}
	}
	return places
}

// everything returns a text and what it says when it is decoded in all ways that the
// canaries were encoded in, so often.
func everything(text string, depth int) []string {
	said := []string{text}
	if depth == 0 || len(text) < 16 {
		return said
	}
	if plain, err := url.QueryUnescape(text); err == nil && plain != text {
		said = append(said, everything(plain, depth-1)...)
	}
	var inner any
	if json.Unmarshal([]byte(text), &inner) == nil {
		for _, s := range texts(inner, nil) {
			said = append(said, everything(s, depth-1)...)
		}
		return said
	}
	if read, err := readEscapes(text); err == nil && read != text {
		said = append(said, everything(read, depth-1)...)
	}
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(" \"'\n\t,:{}[]()&?=", c) }) {
		for _, decode := range []func(string) ([]byte, error){
			base64.RawStdEncoding.DecodeString, base64.RawURLEncoding.DecodeString, hex.DecodeString,
		} {
			if b, err := decode(word); err == nil && len(word) > 16 {
				said = append(said, everything(string(b), depth-1)...)
			}
		}
	}
	return said
}

func readEscapes(text string) (string, error) {
	var read string
	err := json.Unmarshal([]byte(`"`+strings.NewReplacer(`"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text)+`"`), &read)
	return read, err
}

// texts are all strings and names in a value of JSON.
func texts(v any, to []string) []string {
	switch v := v.(type) {
	case string:
		to = append(to, v)
	case []any:
		for _, x := range v {
			to = texts(x, to)
		}
	case map[string]any:
		for name, x := range v {
			to = texts(x, append(to, name))
		}
	}
	return to
}
