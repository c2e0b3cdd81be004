package transport_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

func TestEvents(t *testing.T) {
	tests := map[string]struct {
		stream string
		want   []event
	}{
		"an event ends at an empty line":    {"data: a\n\ndata: b\n\n", []event{{data: "a", size: 1}, {data: "b", size: 1}}},
		"lines end in CR, LF or both":       {"data: a\r\rdata: b\r\n\r\ndata: c\n\n", []event{{data: "a", size: 1}, {data: "b", size: 1}, {data: "c", size: 1}}},
		"a BOM may come first":              {"\xef\xbb\xbfdata: a\n\n", []event{{data: "a", size: 1}}},
		"a second BOM is part of a name":    {"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", nil},
		"data lines are joined":             {"data: a\ndata\ndata:b\n\n", []event{{data: "a\n\nb", size: 4}}},
		"one space is dropped, not two":     {"data:  a\n\n", []event{{data: " a", size: 2}}},
		"comments carry nothing":            {": ok\n\n: data: a\ndata: b\n\n", []event{{data: "b", size: 1}}},
		"an event without data is none":     {"event: close\nretry: 10\n\n", nil},
		"empty data are data":               {"event: close\nretry: 10\ndata: \n\n", []event{{name: "close"}}},
		"a name belongs to one event":       {"event: endpoint\ndata: /m\n\ndata: x\n\n", []event{{name: "endpoint", data: "/m", size: 2}, {data: "x", size: 1}}},
		"an id stays":                       {"id: 7\ndata: a\n\ndata: b\n\n", []event{{id: "7", hasID: true, data: "a", size: 1}, {id: "7", data: "b", size: 1}}},
		"an id without data counts":         {"id: 7\n\ndata: b\n\n", []event{{id: "7", data: "b", size: 1}}},
		"an empty id clears it":             {"id: 7\ndata: a\n\nid\ndata: b\n\n", []event{{id: "7", hasID: true, data: "a", size: 1}, {hasID: true, data: "b", size: 1}}},
		"an id with NUL is ignored":         {"id: 7\x007\ndata: a\n\n", []event{{data: "a", size: 1}}},
		"an id that is too long is empty":   {"id: " + strings.Repeat("7", 2000) + "\ndata: a\n\n", []event{{hasID: true, data: "a", size: 1}}},
		"unknown fields are ignored":        {"date: a\ndata : b\nDATA: c\ndata: d\n\n", []event{{data: "d", size: 1}}},
		"an interrupted event is none":      {"data: a\n\ndata: b\n", []event{{data: "a", size: 1}}},
		"colons in a value are part of it":  {"data: {\"a\":1}\n\n", []event{{data: `{"a":1}`, size: 7}}},
		"a field in pieces of other fields": {"dat\na: x\ndata: y\n\n", []event{{data: "y", size: 1}}},
		"what is beyond the bound is left out": {
			"data: " + strings.Repeat("a", 4000) + "z\n\ndata: b\n\n",
			[]event{{data: strings.Repeat("a", 2048), tail: strings.Repeat("a", 1023) + "z", size: 4001}, {data: "b", size: 1}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, _ := eventsOf(2048, tt.stream)
			require.Equal(t, tt.want, got)
			got, _ = eventsOf(2048, strings.Split(tt.stream, "")...)
			require.Equal(t, tt.want, got, "byte by byte")
		})
	}
}

func TestRetryIsTheLastOneOfDigits(t *testing.T) {
	_, retry := eventsOf(0, "retry: 10\nretry: +5\nretry: 1e3\nretry:\nretry: 99999999999999999999\n")
	require.EqualValues(t, 10, retry)
}

// pieces is what random streams are made of.
var pieces = []string{
	"data:", "data: ", "data", "id: 1", "id:", "event: m", "retry: 3", ":", " ", "a", "\x00", "\xef\xbb\xbf", "{\"b\":1}",
	"\n", "\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "d", "da",
}

func TestEventsOfRandomStreams(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range random.IntN(40) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		stream := b.String()
		want, wantRetry := referenceEvents(stream)
		got, retry := eventsOf(0, cuts(random, stream)...)
		require.Equal(t, want, got, "%q", stream)
		require.Equal(t, wantRetry, retry, "%q", stream)
	}
}

func FuzzEvents(f *testing.F) {
	f.Add("\xef\xbb\xbfevent: message\r\nid: 1\r\ndata: {}\r\n\r\n: ok\n\n", uint64(1))
	f.Add("data: a\rdata: b\r\r", uint64(2))
	f.Add("id: 1\ndata\n\nretry: 10\ndata: x\n\n", uint64(3))
	f.Fuzz(func(t *testing.T, stream string, seed uint64) {
		if len(stream) > maxFuzz {
			return
		}
		want, wantRetry := referenceEvents(stream)
		random := rand.New(rand.NewPCG(seed, 0))
		got, retry := eventsOf(0, cuts(random, stream)...)
		require.Equal(t, want, got)
		require.Equal(t, wantRetry, retry)
		// A bound changes what is kept of data and nothing else.
		bounded, _ := eventsOf(16, cuts(random, stream)...)
		require.Len(t, bounded, len(want))
		for i, b := range bounded {
			require.Equal(t, want[i].size, b.size)
			require.True(t, strings.HasPrefix(want[i].data, b.data))
			require.True(t, strings.HasSuffix(want[i].data, b.tail))
			require.LessOrEqual(t, len(b.data), 16)
			require.LessOrEqual(t, len(b.tail), 1024)
			if b.size <= 16 {
				require.Equal(t, want[i], b)
			}
		}
	})
}

// maxFuzz keeps ids and names of fuzzed streams below their bound.
const maxFuzz = 1000

func TestReadingEventsDoesNotAllocate(t *testing.T) {
	stream := []byte("event: message\nid: 1\ndata: " + strings.Repeat("x", 500) + "\n\n")
	s := transport.NewEvents(0)
	n := 0
	count := func(e transport.Event) { n += len(e.Data) }
	require.Zero(t, testing.AllocsPerRun(100, func() {
		s.Write(stream[:100], count)
		s.Write(stream[100:], count)
	}))
	require.NotZero(t, n)
}

func BenchmarkEvents(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"small", 200}, {"large", 1 << 20}} {
		b.Run(size.name, func(b *testing.B) {
			stream := []byte("event: message\nid: 4bf92f3577b34da6\ndata: " + strings.Repeat("x", size.n) + "\n\n")
			s := transport.NewEvents(0)
			b.SetBytes(int64(len(stream)))
			b.ReportAllocs()
			for b.Loop() {
				for p := stream; len(p) > 0; p = p[min(len(p), 32<<10):] {
					s.Write(p[:min(len(p), 32<<10)], func(transport.Event) {})
				}
			}
		})
	}
}
