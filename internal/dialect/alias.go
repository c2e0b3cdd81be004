package dialect

import (
	"math"
	"strconv"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// apply translates every alias whose key the span has. The original is dropped
// once its value is in convention form, whether it was translated or an equal
// attribute was there before; a value that cannot be read stays.
func (s *Span) apply(aliases []Alias) {
	for i := range aliases {
		a := &aliases[i]
		v, ok := s.value(a.From)
		if !ok {
			continue
		}
		if s.Has(a.To) || s.convert(a, v) {
			s.drop(a.From)
		}
	}
}

// convert writes v as the alias's target and reports whether it could.
func (s *Span) convert(a *Alias, v pcommon.Value) bool {
	switch a.Type {
	case Text:
		text, ok := s.textOf(v)
		if !ok {
			return false
		}
		if a.Text != nil {
			text = a.Text(text)
		}
		if text == "" {
			return false
		}
		s.Replace(a.To, text)
	case Count:
		n, ok := s.countOf(v)
		if !ok {
			return false
		}
		s.attribute(a.To).SetInt(n)
	case Amount:
		f, ok := s.amountOf(v)
		if !ok {
			return false
		}
		s.attribute(a.To).SetDouble(f)
	case Content:
		v.CopyTo(s.attribute(a.To))
	}
	return true
}

// mend writes a text attribute as text where the emitter sent an integer.
func (s *Span) mend(key string) {
	if v, ok := s.value(key); ok && v.Type() == pcommon.ValueTypeInt {
		s.Replace(key, strconv.FormatInt(v.Int(), 10))
	}
}

func (s *Span) textOf(v pcommon.Value) (string, bool) {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		if !utf8.ValidString(v.Str()) {
			s.oddity(mcp.BadUTF8)
			return "", false
		}
		return v.Str(), true
	case pcommon.ValueTypeInt:
		return strconv.FormatInt(v.Int(), 10), true
	}
	s.oddity(mcp.WrongType)
	return "", false
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
	switch v.Type() {
	case pcommon.ValueTypeInt:
		return float64(v.Int()), true
	case pcommon.ValueTypeDouble:
		if f := v.Double(); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f, true
		}
		s.oddity(mcp.OutOfRange)
		return 0, false
	case pcommon.ValueTypeStr:
		if f, err := strconv.ParseFloat(v.Str(), 64); err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f, true
		}
	}
	s.oddity(mcp.WrongType)
	return 0, false
}

func (s *Span) oddity(o mcp.Oddity) {
	if s.odd[o] < math.MaxUint8 {
		s.odd[o]++
	}
}
