package mcpspanmetrics

import (
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"

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
// attributes, and leaves the others as they are. It returns how many values
// were ignored because a label cannot have their type or encoding.
func (d dimensions) read(attributes pcommon.Map, to []series.Value) (ignored int) {
	if len(d.names) == 0 {
		return 0
	}
	for key, v := range attributes.All() {
		for i, name := range d.names {
			if key != name {
				continue
			}
			if label, ok := labelOf(v); ok {
				to[i] = label
			} else {
				ignored++
			}
		}
	}
	return ignored
}

func labelOf(v pcommon.Value) (series.Value, bool) {
	switch v.Type() {
	case pcommon.ValueTypeStr:
		return series.String(v.Str()), utf8.ValidString(v.Str())
	case pcommon.ValueTypeInt:
		return series.Int(v.Int()), true
	case pcommon.ValueTypeBool:
		return series.Bool(v.Bool()), true
	case pcommon.ValueTypeDouble:
		return series.Double(v.Double()), true
	}
	return series.Value{}, false
}
