package mcpredactprocessor

import (
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/each"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// What takes the place of values that cannot be processed, and of what is cut off.
const (
	markTooDeep = "[REDACTED:too-deep]"
	markFailed  = "[REDACTED:failed]"
	markCut     = "[CUT]"
)

// maxBytes is how much of one attribute or body is kept where no other limit is set.
const maxBytes = 1 << 20

// redactor takes out of single texts what must not leave, and counts it. It is for one
// goroutine at a time.
type redactor interface {
	Text(key, text string) (out string, changed, drop bool)
	Name(text string) (out string, changed bool)
	KeyRule(name string) redact.KeyRule
	At(tool, server string) (special bool)
	Counts() (byCategory map[string]int, unreadable int)
	Reset()
}

// worker redacts one batch at a time.
type worker struct {
	walker   *each.Walker
	create   func() redactor
	redactor redactor
	report   bool
	dryRun   bool

	texts *known // that are left as they are, where no policy says something else
	names *known

	calls   *calls // nil without policies
	tool    string // of the span or record that is walked
	server  string
	special bool // a policy is for them

	tally tally
	item  map[string]int64 // by category: redactions in the span or record that is walked
	// Of the attribute or body with structure that is walked:
	left    int  // bytes that may still be kept
	allowed bool // it stays, whatever is in it
}

var _ each.Visitor = (*worker)(nil)

func newWorker(cfg *Config, create func() redactor) *worker {
	w := &worker{create: create, redactor: create(), report: cfg.Report, dryRun: cfg.DryRun, item: map[string]int64{}, texts: newKnown(), names: newKnown()}
	if len(cfg.Policies) > 0 {
		w.calls = newCalls()
	}
	w.walker = each.NewWalker(w)
	return w
}

// Span finds the policy for a span.
func (w *worker) Span(r pcommon.Resource, scope pcommon.InstrumentationScope, s ptrace.Span) {
	if w.calls != nil {
		w.at(w.calls.ofSpan(r, scope, s))
	}
}

// Record finds the policy for a log record.
func (w *worker) Record(record plog.LogRecord) {
	if w.calls != nil {
		w.at(w.calls.ofRecord(record))
	}
}

func (w *worker) at(tool, server string) {
	w.tool, w.server = tool, server
	w.special = w.redactor.At(tool, server)
}

// Text redacts a text.
func (w *worker) Text(at each.At, text string) (out string, changed, drop bool) {
	w.tally.bytes += int64(len(text))
	if w.exempt(at) || at.Attribute == semconv.MCPRedactionCounts && isCount(text) {
		return text, false, false
	}
	out, changed, drop = w.redacted(at, text)
	if at.Depth > 0 && !drop {
		if short, cut := w.cut(at, out); cut {
			out, changed = short, true
		}
	}
	if w.dryRun {
		return text, false, false
	}
	return out, changed, drop
}

// exempt holds for parts of an attribute that stays, whatever they are called themselves.
func (w *worker) exempt(at each.At) bool { return at.Depth > 0 && w.allowed }

// isCount holds for what a redactor before this one may have counted: numbers that are
// too short to be anything else.
func isCount(text string) bool {
	return len(text) <= 6 && strings.Trim(text, "0123456789") == ""
}

// redacted never fails: what makes the redactor panic is replaced.
func (w *worker) redacted(at each.At, text string) (out string, changed, drop bool) {
	defer func() {
		if recover() != nil {
			w.failed()
			out, changed, drop = markFailed, true, false
		}
	}()
	key := w.key(at)
	slot := w.slot(w.texts, key, text)
	if slot.is(key, text) {
		return text, false, false
	}
	out, changed, drop = w.redactor.Text(key, text)
	if changed || drop {
		w.count(at.Place)
	} else {
		slot.set(key, text)
	}
	return out, changed, drop
}

// key is the name that says what a text is: the nearest one, unless that says only that it
// is a value, as in {"password": {"value": "…"}}.
func (w *worker) key(at each.At) string {
	if at.Above == "" || !saysOnlyValue(at.Key) || w.redactor.KeyRule(at.Key) != (redact.KeyRule{}) {
		return at.Key
	}
	return at.Above
}

func saysOnlyValue(key string) bool {
	switch key {
	case "value", "Value", "values", "stringValue", "string_value", "raw", "plain", "plaintext", "current", "data":
		return true
	}
	return false
}

// slot is where a text is if it is known. What a policy leaves is not left elsewhere.
func (w *worker) slot(k *known, key, text string) *knownText {
	if w.special {
		return nil
	}
	return k.slot(key, text)
}

// failed replaces the redactor, which may be left in any state.
func (w *worker) failed() {
	w.tally.failures[panicked]++
	w.redactor = w.create()
	w.redactor.At(w.tool, w.server)
}

// count takes over what the redactor has counted.
func (w *worker) count(place each.Place) {
	categories, failures := w.redactor.Counts()
	for category, times := range categories {
		w.add(place, category, times)
	}
	w.tally.failures[unreadable] += int64(failures)
	w.redactor.Reset()
}

// add counts redactions. Those in what spans and records share are not their own.
func (w *worker) add(place each.Place, category string, times int) {
	w.tally.redacted(place, category, times)
	if place != each.Resource && place != each.Scope && place != each.SchemaURL {
		w.item[category] += int64(times)
	}
}

// cut bounds what the parts of one attribute or body have together. A part is cut after
// it was redacted: the first half of a secret is no secret to a rule.
func (w *worker) cut(at each.At, text string) (string, bool) {
	w.left -= len(text)
	if w.left >= 0 || text == "" {
		return text, false
	}
	w.add(at.Place, redact.CategoryCut, 1)
	keep := max(len(text)+w.left, 0)
	for keep > 0 && !utf8.RuneStart(text[keep]) {
		keep--
	}
	return text[:keep] + markCut, true
}

// Name redacts a key or a name.
func (w *worker) Name(at each.At, name string) (out string, changed bool) {
	w.tally.bytes += int64(len(name))
	if w.exempt(at) {
		return name, false
	}
	out, changed = w.redactedName(at, name)
	if w.dryRun {
		return name, false
	}
	return out, changed
}

func (w *worker) redactedName(at each.At, name string) (out string, changed bool) {
	defer func() {
		if recover() != nil {
			w.failed()
			out, changed = markFailed, true
		}
	}()
	slot := w.slot(w.names, "", name)
	if slot.is("", name) {
		return name, false
	}
	out, changed = w.redactor.Name(name)
	if changed {
		w.count(at.Place)
	} else {
		slot.set("", name)
	}
	return out, changed
}

// Whole holds for what is replaced as a whole, because of the key it stands under.
func (w *worker) Whole(at each.At) bool {
	rule := w.redactor.KeyRule(at.Key)
	if at.Depth == 0 {
		w.allowed = rule.Action == redact.Allow
		w.left = maxBytes
		if rule.MaxBytes > 0 {
			w.left = rule.MaxBytes
		}
	}
	return rule.Action != 0 && rule.Action != redact.Allow
}

// TooDeep replaces what nobody has looked at.
func (w *worker) TooDeep(each.At) (out string, changed bool) {
	w.tally.failures[tooDeep]++
	return markTooDeep, !w.dryRun
}

// Done reports on a span or record what was redacted in it.
func (w *worker) Done(attributes pcommon.Map) {
	if w.calls != nil {
		w.at("", "") // what spans and records share is of no tool
	}
	if len(w.item) == 0 {
		return
	}
	if w.report && !w.dryRun {
		report(attributes, w.item)
	}
	clear(w.item)
}
