package callmetrics

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Tidy sees to it that the texts of labels are known as long as there are series with them, and
// not much longer. It is to be called now and then; it does nothing as long as nothing would be
// lost.
func (m *Meter) Tidy(now int64) {
	words, names := m.Vocabulary.isDue(now), m.Names.isDue(now)
	if !words && !names {
		return
	}
	used := m.used()
	if words {
		m.Vocabulary.keep(used.words, now)
	}
	if names {
		m.Names.renew(used.names, now)
	}
}

// inUse are the texts that series have.
type inUse struct {
	words map[word]int64
	names map[name]struct{}
}

func (m *Meter) used() inUse {
	used := inUse{map[word]int64{}, map[name]struct{}{}}
	m.Store.Each(func(id series.ResourceID, instrument int, values []series.Value) {
		columns := &m.columns[instrument]
		for _, at := range columns.free {
			if text := values[at.text].Str(); at.label.madeUp(text) {
				used.words[wordOf(id, at.label, text, values[at.port].Int())] = 0
			}
		}
		for of, at := range columns.names {
			if at < 0 {
				continue
			}
			if text := values[at].Str(); text != "" && text != Other {
				used.names[name{named(of), text}] = struct{}{}
			}
		}
	})
	return used
}

// columns are where texts of peers are among the labels of a metric.
type columns struct {
	free  []column
	names [numNamed]int // -1 is nowhere
}

// column is where a free label is, and the port beside an address.
type column struct {
	label      free
	text, port int
}

// namedKeys are the keys of the labels that names become.
var namedKeys = [numNamed]string{
	ofTool: semconv.GenAIToolName, ofPrompt: semconv.GenAIPromptName,
	ofResource: semconv.MCPResourceTemplate, ofVersion: semconv.MCPProtocolVersion,
}

func columnsOf(m *semconv.Metric) (all columns) {
	keys := Keys(m)
	port := max(0, slices.Index(keys, semconv.ServerPort))
	for f := range numFree {
		if at := slices.Index(keys, freeLabels[f].key); at >= 0 {
			all.free = append(all.free, column{f, at, port})
		}
	}
	for of, key := range namedKeys {
		all.names[of] = slices.Index(keys, key)
	}
	return all
}
