package each

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// signals walk telemetry that has a text wherever there can be one. They return its
// bytes before and after.
var signals = map[string]func(k *maker, v Visitor) (before, after string){
	"traces": func(k *maker, v Visitor) (before, after string) {
		td := k.traces()
		before = marshalTraces(td)
		NewWalker(v).Traces(td)
		return before, marshalTraces(td)
	},
	"metrics": func(k *maker, v Visitor) (before, after string) {
		md := k.metrics()
		before = marshalMetrics(md)
		NewWalker(v).Metrics(md)
		return before, marshalMetrics(md)
	},
	"logs": func(k *maker, v Visitor) (before, after string) {
		ld := k.logs()
		before = marshalLogs(ld)
		NewWalker(v).Logs(ld)
		return before, marshalLogs(ld)
	},
}

func TestAVisitorThatChangesNothingLeavesEveryByte(t *testing.T) {
	for name, walk := range signals {
		t.Run(name, func(t *testing.T) {
			before, after := walk(&maker{mark: "text"}, told{})
			require.True(t, before == after)
		})
	}
}

func TestEveryTextIsShownOnce(t *testing.T) {
	for name, walk := range signals {
		t.Run(name, func(t *testing.T) {
			shown := map[string]int{}
			k := &maker{mark: "text"}
			walk(k, told{
				text: func(_ At, text string) (string, bool, bool) {
					if i := strings.Index(text, "text"); i >= 0 {
						shown[strings.Clone(text[i:i+len("text0000")])]++
					}
					return "", false, false
				},
				name: func(_ At, name string) (string, bool) {
					shown[name]++
					return "", false
				},
			})
			require.Len(t, shown, k.n)
			for text, times := range shown {
				require.Equal(t, 1, times, text)
			}
		})
	}
}

func TestNothingIsLeftOfTextsThatAreReplaced(t *testing.T) {
	for name, walk := range signals {
		t.Run(name, func(t *testing.T) {
			before, after := walk(&maker{mark: "text"}, everything)
			require.Contains(t, before, "text")
			require.NotContains(t, after, "text")
			require.NotContains(t, after, "4111111111111111")
		})
	}
}

func TestNothingIsLeftOfTextsThatAreDropped(t *testing.T) {
	drop := told{
		text: func(At, string) (string, bool, bool) { return "", false, true },
		name: func(At, string) (string, bool) { return "####", true },
	}
	for name, walk := range signals {
		t.Run(name, func(t *testing.T) {
			_, after := walk(&maker{mark: "text"}, drop)
			require.NotContains(t, after, "text")
		})
	}
}

func TestNothingIsLeftOfContainersShownAsAWhole(t *testing.T) {
	whole := everything
	whole.whole = func(At) bool { return true }
	for name, walk := range signals {
		t.Run(name, func(t *testing.T) {
			_, after := walk(&maker{mark: "text"}, whole)
			require.NotContains(t, after, "text")
		})
	}
}

// Pipelines have copies of one another's telemetry, and copies share memory.
func TestCopiesAreNotChanged(t *testing.T) {
	k := &maker{mark: "text"}
	td, md, ld := k.traces(), k.metrics(), k.logs()
	before := marshalTraces(td) + marshalMetrics(md) + marshalLogs(ld)
	traces, metrics, logs := ptrace.NewTraces(), pmetric.NewMetrics(), plog.NewLogs()
	td.CopyTo(traces)
	md.CopyTo(metrics)
	ld.CopyTo(logs)
	w := NewWalker(everything)
	w.Traces(traces)
	w.Metrics(metrics)
	w.Logs(logs)
	require.True(t, before == marshalTraces(td)+marshalMetrics(md)+marshalLogs(ld))
}

func TestPlaces(t *testing.T) {
	want := map[string][]Place{
		"traces":  {Resource, Scope, SchemaURL, SpanName, Status, TraceState, Attribute, EventName, Event, Link},
		"metrics": {Resource, Scope, SchemaURL, Attribute, Exemplar, Metadata},
		"logs":    {Resource, Scope, SchemaURL, Attribute, EventName, Severity, Body},
	}
	for name, walk := range signals {
		t.Run(name, func(t *testing.T) {
			seen := map[Place]bool{}
			walk(&maker{mark: "text"}, told{
				text: func(at At, _ string) (string, bool, bool) { seen[at.Place] = true; return "", false, false },
				name: func(at At, _ string) (string, bool) { seen[at.Place] = true; return "", false },
			})
			var got []Place
			for place := range seen {
				got = append(got, place)
			}
			slices.Sort(got)
			require.Equal(t, want[name], got)
		})
	}
}

func TestEveryPlaceHasAName(t *testing.T) {
	names := map[string]bool{}
	for p := range NumPlaces {
		require.NotEmpty(t, p.String())
		names[p.String()] = true
	}
	require.Len(t, names, int(NumPlaces))
}

// What tools compare, and what is the same for everybody, is not shown.
func TestNotShown(t *testing.T) {
	md := pmetric.NewMetrics()
	rm := md.ResourceMetrics().AppendEmpty()
	rm.SetSchemaUrl("https://opentelemetry.io/schemas/1.41.0")
	sm := rm.ScopeMetrics().AppendEmpty()
	sm.Scope().SetName("scope")
	sm.Scope().SetVersion("1.0")
	m := sm.Metrics().AppendEmpty()
	m.SetName("metric")
	m.SetUnit("{call}")
	m.SetDescription("calls")
	before := marshalMetrics(md)
	NewWalker(everything).Metrics(md)
	require.Equal(t, before, marshalMetrics(md))
}

func TestDoneIsToldOfSpansAndRecords(t *testing.T) {
	for name, want := range map[string]int{"traces": 1, "logs": 4, "metrics": 0} {
		times := 0
		signals[name](&maker{mark: "text"}, told{done: func(attributes pcommon.Map) {
			times++
			attributes.PutStr("added", "x")
		}})
		require.Equal(t, want, times, name)
	}
}

// TestSpansAndRecordsBeginBeforeTheyAreShown holds for each of them: nothing of it was
// shown before.
func TestSpansAndRecordsBeginBeforeTheyAreShown(t *testing.T) {
	for name, want := range map[string]int{"traces": 1, "logs": 4, "metrics": 0} {
		times, open := 0, false
		v := everything
		v.begin = func(attributes pcommon.Map) {
			for key := range attributes.All() {
				require.Contains(t, key, "text")
			}
			require.False(t, open)
			times, open = times+1, true
		}
		v.done = func(pcommon.Map) { open = false }
		signals[name](&maker{mark: "text"}, v)
		require.Equal(t, want, times, name)
	}
}

func TestKeysAboveAText(t *testing.T) {
	td := ptrace.NewTraces()
	s := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	s.Status().SetMessage("message")
	arguments := s.Attributes().PutEmptyMap("arguments")
	arguments.PutStr("name", "in a map")
	arguments.PutEmptySlice("list").AppendEmpty().SetStr("in a slice")
	arguments.PutEmptyMap("map").PutInt("inner", 5)
	s.Attributes().PutStr("plain", "direct")
	got := map[string]At{}
	NewWalker(told{text: func(at At, text string) (string, bool, bool) {
		got[strings.Clone(text)] = at
		return "", false, false
	}}).Traces(td)
	require.Equal(t, map[string]At{
		"message":    {Place: Status},
		"in a map":   {Attribute, "arguments", "name", "arguments", 1},
		"in a slice": {Attribute, "arguments", "list", "arguments", 2},
		"5":          {Attribute, "arguments", "inner", "map", 2},
		"direct":     {Attribute, "plain", "plain", "", 0},
	}, got)
}
