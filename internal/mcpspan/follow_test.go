package mcpspan

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/attribute"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// listed has keys as often as they are listed, as a span that was received may.
func listed(keys []string) ptrace.Span {
	span := ptrace.NewSpan()
	m := span.Attributes()
	for i := range keys {
		m.PutEmpty(strconv.Itoa(i))
	}
	pairs, _ := attribute.Pairs(m)
	for i, key := range keys {
		pairs[i].Key = key
	}
	return span
}

// reading reads attributes with a decoder that knows what came before, and one by one.
type reading struct {
	ours, theirs mcp.Call
	fast, slow   *Decoder
	heard, told  []string
}

func newReading() *reading {
	r := &reading{}
	r.fast = NewDecoder(&r.ours, hears(func(key string) { r.heard = append(r.heard, key) }))
	r.slow = &Decoder{call: &r.theirs, other: hears(func(key string) { r.told = append(r.told, key) })}
	return r
}

type hears func(string)

func (h hears) Other(key string) { h(key) }

// same reads a span of these attributes in both ways.
func (r *reading) same(t *testing.T, span ptrace.Span) {
	t.Helper()
	r.heard, r.told = r.heard[:0], r.told[:0]
	require.Equal(t, r.slow.Decode(span), r.fast.Decode(span))
	require.Equal(t, r.theirs, r.ours)
	require.Equal(t, r.slow.Stated, r.fast.Stated)
	require.Equal(t, r.told, r.heard)
}

// valuesOf are of every sort, and what a word may be.
var valuesOf = []any{
	"", "a", "tool_call", "client", "success", "task", "agent", "gateway", "validation_error", "nonsense", "succesx", "clienT", "tool_caul",
	int64(1), int64(-1), int64(0), int64(443), int64(65535), int64(65536), 1.5, true, nil,
	[]any{"a"},
	map[string]any{"a": "b"},
}

// TestAttributesAreReadTheSameOneByOne reads more attributes than are looked at at once, too.
func TestAttributesAreReadTheSameOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	known := slices.Sorted(maps.Keys(fieldsByKey))
	both := newReading()
	for range 3000 {
		list := make([]string, r.IntN(150))
		for i := range list {
			list[i] = known[r.IntN(len(known))]
			if r.IntN(4) == 0 {
				list[i] = neighbours(list[i])[r.IntN(len(list[i]))]
			}
		}
		span := listed(list)
		for _, v := range span.Attributes().All() {
			require.NoError(t, v.FromRaw(valuesOf[r.IntN(len(valuesOf))]))
		}
		both.same(t, span)
	}
}

// TestAttributesAreReadTheSameInAnyOrder reads spans that are partly like the one before.
func TestAttributesAreReadTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	some := []string{"", "a", "http.request.method", "thread.id"}
	for _, key := range slices.Sorted(maps.Keys(fieldsByKey)) {
		some = append(some, key, key, neighbours(key)[r.IntN(len(key))])
	}
	either := func() (string, any) { return some[r.IntN(len(some))], valuesOf[r.IntN(len(valuesOf))] }
	both := newReading()
	keys, values := []string{}, []any{}
	for range 8000 {
		for range r.IntN(4) { // of the last span some are another one, or gone, or new
			key, value := either()
			if len(keys) > 0 && r.IntN(3) == 0 {
				key = almost(r, keys[r.IntN(len(keys))])
			}
			switch at := r.IntN(len(keys) + 1); {
			case at == len(keys) || r.IntN(4) == 0 && len(keys) < 2*atOnce:
				keys, values = slices.Insert(keys, at, key), slices.Insert(values, at, value)
			case r.IntN(3) == 0:
				keys, values = slices.Delete(keys, at, at+1), slices.Delete(values, at, at+1)
			case r.IntN(3) == 0:
				keys[at] = key
			case r.IntN(2) == 0:
				keys[at] = almost(r, keys[at])
			default:
				values[at] = value
			}
		}
		span := listed(keys)
		i := 0
		for _, v := range span.Attributes().All() {
			require.NoError(t, v.FromRaw(values[i]))
			i++
		}
		both.same(t, span)
	}
}

// almost returns a neighbour of a key.
func almost(r *rand.Rand, key string) string {
	if key == "" {
		return "a"
	}
	all := neighbours(key)
	return all[r.IntN(len(all))]
}

// TestWhatIsExpectedIsFollowed says that the fast path is taken, whose result is that of any other.
func TestWhatIsExpectedIsFollowed(t *testing.T) {
	succeeded, failed := normalizedSpan(t), normalizedSpan(t)
	failed.Attributes().PutStr(semconv.ErrorType, "tool_error")
	d := NewDecoder(&mcp.Call{}, nil)
	// follows returns the first that is not expected.
	follows := func(span ptrace.Span) *attribute.Pair {
		pairs, ok := attribute.Pairs(span.Attributes())
		require.True(t, ok)
		p, _ := d.follow(&pairs[0], &pairs[len(pairs)-1], d.known.orderOf(len(pairs)))
		return p
	}
	require.Equal(t, semconv.MCPMethodName, follows(succeeded).Key, "nothing is known yet")
	require.True(t, d.Decode(succeeded))
	require.Nil(t, follows(succeeded))
	require.Equal(t, semconv.MCPMethodName, follows(failed).Key, "that is another order")
	require.True(t, d.Decode(failed))
	require.Nil(t, follows(failed))
	require.Nil(t, follows(succeeded))
}

func TestAWordIsNoOther(t *testing.T) {
	texts := []string{"a", "ab", "abc", "a word longer than that", "another longer than that"}
	for _, text := range []string{"task", "turn", "agent", "client", "gateway", "tool_call", "notification", "validation_error"} {
		texts = append(texts, text, text[1:], text+"s", text[:len(text)-1]+"x")
		for i := range text {
			texts = append(texts, text[:i]+"_"+text[i+1:])
		}
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	for _, text := range texts {
		var w word
		w.remember(text, 7)
		for _, other := range texts {
			require.Equal(t, other == text && len(text) >= halfWord && len(text) <= 2*wordSize, w.is(other), "%q for %q", other, text)
		}
	}
}

// normalizedSpan has nothing that a decoder does not know, and says what it is.
func normalizedSpan(t testing.TB) ptrace.Span {
	span := ordinarySpan(t)
	span.Attributes().RemoveIf(func(key string, _ pcommon.Value) bool {
		_, known := fieldsByKey[key]
		return !known
	})
	span.Attributes().PutStr(semconv.MCPSpanType, "tool_call")
	span.Attributes().PutStr(semconv.MCPCallRole, "client")
	span.Attributes().PutStr(semconv.MCPCallOutcome, "success")
	return span
}

func BenchmarkDecoder(b *testing.B) {
	for name, span := range map[string]ptrace.Span{"normalized": normalizedSpan(b), "ordinary": ordinarySpan(b)} {
		b.Run(name, func(b *testing.B) {
			d := NewDecoder(&mcp.Call{}, nil)
			b.ReportAllocs()
			for b.Loop() {
				d.Decode(span)
			}
		})
	}
}
