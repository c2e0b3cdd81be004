package dialect_test

import (
	"bytes"
	"testing"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// maxAdded bounds how many attributes normalising one span adds.
const maxAdded = 16

// FuzzNormalize reads OTLP requests. Whatever they hold: no panic, no more than
// maxAdded new attributes, nothing done to spans of no dialect, and normalising
// twice is normalising once.
func FuzzNormalize(f *testing.F) {
	eachSpan(corpus(f), func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
		if request := alone(f, ss.Scope(), span); len(request) < 4<<10 { // small seeds mutate well
			f.Add(request)
		}
	})
	n := dialect.New(dialect.Options{})
	f.Fuzz(func(t *testing.T, request []byte) {
		td, err := new(ptrace.ProtoUnmarshaler).UnmarshalTraces(request)
		if err != nil {
			return
		}
		eachSpan([]ptrace.Traces{td}, func(_ string, ss ptrace.ScopeSpans, span ptrace.Span) {
			scope := n.Scope(ss.Scope())
			before, had := alone(t, ss.Scope(), span), span.Attributes().Len()
			result := n.Normalize(scope, span)
			once := alone(t, ss.Scope(), span)
			if added := span.Attributes().Len() - had; added > maxAdded {
				t.Errorf("%d attributes added", added)
			}
			if result.Dialect == dialect.None && !bytes.Equal(before, once) {
				t.Error("a span of no dialect was changed")
			}
			again := n.Normalize(scope, span)
			if !bytes.Equal(once, alone(t, ss.Scope(), span)) {
				t.Errorf("twice is more than once: %s and %s", result.Dialect, again.Dialect)
			}
		})
	})
}
