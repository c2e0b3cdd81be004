package mcpspanmetrics

import (
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// dimensions reads the configured further attributes.
type dimensions struct {
	names    []string
	defaults []series.Value
}

func newDimensions(configured []Dimension) dimensions {
	var d dimensions
	for _, one := range configured {
		d.names = append(d.names, one.Name)
		d.defaults = append(d.defaults, series.String(one.Default))
	}
	return d
}

// read sets to[i] to the value of the i-th dimension, in one pass over the
// attributes, and leaves the others as they are; empty text is no value. It counts
// in ignored what a label cannot have.
func (d dimensions) read(attributes pcommon.Map, to []series.Value, ignored *[mcp.NumOddities]int64) {
	if len(d.names) == 0 {
		return
	}
	for key, v := range attributes.All() {
		for i, name := range d.names {
			if key == name {
				setLabel(&to[i], v, ignored)
			}
		}
	}
}

func setLabel(to *series.Value, v pcommon.Value, ignored *[mcp.NumOddities]int64) {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		setText(to, v.Str(), ignored)
	case pcommon.ValueTypeInt:
		*to = series.Int(v.Int())
	case pcommon.ValueTypeBool:
		*to = series.Bool(v.Bool())
	case pcommon.ValueTypeDouble:
		*to = series.Double(v.Double())
	default:
		ignored[mcp.WrongType]++
	}
}

func setText(to *series.Value, text string, ignored *[mcp.NumOddities]int64) {
	switch {
	case text == "":
	case !utf8.ValidString(text):
		ignored[mcp.BadUTF8]++
	default:
		kept := mcp.Cut(text)
		if len(kept) < len(text) {
			ignored[mcp.TooLong]++
		}
		*to = series.String(kept)
	}
}
