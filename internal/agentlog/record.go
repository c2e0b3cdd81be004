package agentlog

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// get returns the first of the keys that has a value. Empty text is none: CLIs
// write it where they have nothing to say.
func (d *record) get(keys ...string) (pcommon.Value, bool) {
	for _, key := range keys {
		if key == "" {
			continue
		}
		v, ok := d.attrs.Get(key)
		if ok && v.Type() != pcommon.ValueTypeEmpty && (v.Type() != pcommon.ValueTypeStr || v.Str() != "") {
			return v, true
		}
	}
	return pcommon.Value{}, false
}

func (d *record) text(keys ...string) string {
	v, ok := d.get(keys...)
	if ok && v.Type() != pcommon.ValueTypeStr {
		d.call.Note(mcp.WrongType)
		return ""
	}
	if !ok {
		return ""
	}
	return v.Str()
}

// content is captured text. A CLI that sends structure instead gets the JSON of it.
func (d *record) content(key string) string {
	v, ok := d.get(key)
	if !ok {
		return ""
	}
	switch v.Type() {
	case pcommon.ValueTypeStr, pcommon.ValueTypeMap, pcommon.ValueTypeSlice:
		return v.AsString()
	}
	d.call.Note(mcp.WrongType)
	return ""
}

// flag reads a boolean, which may be text.
func (d *record) flag(key string) (value, ok bool) {
	v, ok := d.get(key)
	if !ok {
		return false, false
	}
	switch {
	case v.Type() == pcommon.ValueTypeBool:
		return v.Bool(), true
	case v.Type() == pcommon.ValueTypeStr && strings.EqualFold(v.Str(), "true"):
		return true, true
	case v.Type() == pcommon.ValueTypeStr && strings.EqualFold(v.Str(), "false"):
		return false, true
	}
	d.call.Note(mcp.WrongType)
	return false, false
}

// number reads a finite number that is not negative, which may be text.
func (d *record) number(keys ...string) (float64, bool) {
	v, ok := d.get(keys...)
	if !ok {
		return 0, false
	}
	var n float64
	switch v.Type() {
	case pcommon.ValueTypeInt:
		n = float64(v.Int())
	case pcommon.ValueTypeDouble:
		n = v.Double()
	case pcommon.ValueTypeStr:
		parsed, err := strconv.ParseFloat(v.Str(), 64)
		if err != nil {
			d.call.Note(mcp.WrongType)
			return 0, false
		}
		n = parsed
	default:
		d.call.Note(mcp.WrongType)
		return 0, false
	}
	if !(n >= 0) || math.IsInf(n, 0) {
		d.call.Note(mcp.OutOfRange)
		return 0, false
	}
	return n, true
}

// maxCount is the largest integer up to which a double has them all.
const maxCount = 1 << 53

// count reads a whole number.
func (d *record) count(keys ...string) (int64, bool) {
	n, ok := d.number(keys...)
	if ok && (n != math.Trunc(n) || n > maxCount) {
		d.call.Note(mcp.OutOfRange)
		return 0, false
	}
	return int64(n), ok
}

// sum adds up the counts of which the first is always there and the others may
// be absent; one that cannot be read makes the sum unknown. Few are added and
// each is bounded, so the sum cannot overflow.
func (d *record) sum(keys []string) (total int64, ok bool) {
	for i, key := range keys {
		if _, has := d.get(key); i > 0 && !has {
			continue
		}
		n, ok := d.count(key)
		if !ok {
			return 0, false
		}
		total += n
	}
	return total, len(keys) > 0
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// times derives the start: the record was written when the call had ended.
func (d *record) times(r plog.LogRecord) {
	c := d.call
	c.End = d.written(r)
	c.Start = c.End
	millis, ok := d.number(duration)
	if !ok || c.End == 0 {
		return
	}
	if nanos := millis * float64(time.Millisecond); nanos < float64(c.End) {
		c.Start -= int64(nanos)
	} else {
		c.Note(mcp.OutOfRange)
	}
}

// written is when the event happened: as the CLI says, as its SDK noticed, or as
// it is written in the record; 0 is unknown.
func (d *record) written(r plog.LogRecord) int64 {
	for _, at := range []pcommon.Timestamp{r.Timestamp(), r.ObservedTimestamp()} {
		switch {
		case at > math.MaxInt64:
			d.call.Note(mcp.OutOfRange)
		case at > 0:
			return int64(at)
		}
	}
	text := d.text(eventTimestamp)
	if text == "" {
		return 0
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || at.Unix() <= 0 || at.Year() > lastYear {
		d.call.Note(mcp.WrongType)
		return 0
	}
	return at.UnixNano()
}

// lastYear is the last whole year that nanoseconds in 63 bits reach.
const lastYear = 2261

// dropBadText leaves out text that is not UTF-8: no protocol buffer may hold it,
// and one that does is refused with all other spans of its batch.
func (d *record) dropBadText() {
	d.call.DropBadText()
	for _, text := range []*string{&d.call.StatusMessage, &d.call.Arguments, &d.call.Result} {
		if !utf8.ValidString(*text) {
			*text = ""
			d.call.Note(mcp.BadUTF8)
		}
	}
}
