package dialect

import (
	"math"
	"strconv"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

func (s *Span) apply(aliases []Alias) {
	for i := range aliases {
		s.applyOne(&aliases[i])
	}
}

// applyOne translates one key, if the span has it. The original is dropped once
// the span says the same under the convention key, whether it was translated or
// was there before. A value that cannot be read stays, and so does one that
// contradicts the convention attribute: that one wins, but nothing is lost.
func (s *Span) applyOne(a *Alias) {
	v, ok := s.value(a.From)
	if !ok {
		return
	}
	c, ok := s.convert(a, v)
	if !ok {
		return
	}
	if !s.Has(a.To) {
		c.write(s.attribute(a.To))
	} else if current, _ := s.value(a.To); !c.equals(current) {
		return
	}
	if !a.Keep {
		s.drop(a.From)
	}
}

// converted is a value in the form that the conventions want.
type converted struct {
	form    Type
	text    string
	count   int64
	amount  float64
	content pcommon.Value
}

func (s *Span) convert(a *Alias, v pcommon.Value) (c converted, ok bool) {
	c.form = a.Type
	switch a.Type {
	case Text:
		c.text, ok = s.textOf(v)
		if ok && a.Text != nil {
			c.text = a.Text(c.text)
		}
		ok = ok && c.text != ""
	case Count:
		c.count, ok = s.countOf(v)
	case Amount:
		c.amount, ok = s.amountOf(v)
	case Content:
		c.content, ok = v, s.isContent(v)
	}
	return c, ok
}

func (c *converted) write(to pcommon.Value) {
	switch c.form {
	case Text:
		to.SetStr(c.text)
	case Count:
		to.SetInt(c.count)
	case Amount:
		to.SetDouble(c.amount)
	case Content:
		c.content.CopyTo(to)
	}
}

func (c *converted) equals(v pcommon.Value) bool {
	switch c.form {
	case Text:
		return v.Type() == pcommon.ValueTypeStr && v.Str() == c.text
	case Count:
		return v.Type() == pcommon.ValueTypeInt && v.Int() == c.count
	case Amount:
		return v.Type() == pcommon.ValueTypeDouble && v.Double() == c.amount
	default:
		return v.Equal(c.content)
	}
}

// textOf reads text; integers are written in decimal.
func (s *Span) textOf(v pcommon.Value) (string, bool) {
	if v.Type() == pcommon.ValueTypeInt {
		return strconv.FormatInt(v.Int(), 10), true
	}
	return s.plainText(v)
}

func (s *Span) plainText(v pcommon.Value) (string, bool) {
	switch {
	case v.Type() != pcommon.ValueTypeStr:
		s.oddity(mcp.WrongType)
	case !utf8.ValidString(v.Str()):
		s.oddity(mcp.BadUTF8)
	default:
		return v.Str(), true
	}
	return "", false
}

// isContent reports whether a value can be content: text, if it is text, must
// be valid.
func (s *Span) isContent(v pcommon.Value) bool {
	if v.Type() == pcommon.ValueTypeStr && !utf8.ValidString(v.Str()) {
		s.oddity(mcp.BadUTF8)
		return false
	}
	return v.Type() != pcommon.ValueTypeEmpty
}

func (s *Span) countOf(v pcommon.Value) (int64, bool) {
	f, ok := s.amountOf(v)
	switch {
	case !ok:
		return 0, false
	case f < 0 || f > math.MaxInt64/2 || f != math.Trunc(f):
		s.oddity(mcp.OutOfRange)
		return 0, false
	case v.Type() == pcommon.ValueTypeInt:
		return v.Int(), true
	}
	return int64(f), true
}

func (s *Span) amountOf(v pcommon.Value) (float64, bool) {
	f, reason := math.NaN(), mcp.OutOfRange
	switch v.Type() {
	case pcommon.ValueTypeInt:
		f = float64(v.Int())
	case pcommon.ValueTypeDouble:
		f = v.Double()
	case pcommon.ValueTypeStr:
		var err error
		if f, err = strconv.ParseFloat(v.Str(), 64); err != nil {
			f, reason = math.NaN(), mcp.WrongType
		}
	default:
		reason = mcp.WrongType
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		s.oddity(reason)
		return 0, false
	}
	return f, true
}

func (s *Span) oddity(o mcp.Oddity) {
	if s.odd[o] < math.MaxUint8 {
		s.odd[o]++
	}
}
