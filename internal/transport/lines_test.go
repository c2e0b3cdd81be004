package transport_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

func TestLines(t *testing.T) {
	tests := map[string]struct {
		stream string
		want   []message
	}{
		"a line ends in LF":                    {"{}\n[]\n", []message{{data: "{}", size: 2}, {data: "[]", size: 2}}},
		"a CR before LF belongs to the ending": {"{}\r\n", []message{{data: "{}", size: 2}}},
		"a CR elsewhere does not":              {"a\rb\r\r\n", []message{{data: "a\rb\r", size: 4}}},
		"empty lines are none":                 {"\n\r\n{}\n\n", []message{{data: "{}", size: 2}}},
		"white space is a line":                {"  \n", []message{{data: "  ", size: 2}}},
		"the last line needs no ending":        {"{}\n{", []message{{data: "{}", size: 2}, {data: "{", size: 1}}},
		"a line as long as the bound is whole": {strings.Repeat("a", 2048) + "\n", []message{{data: strings.Repeat("a", 2048), size: 2048}}},
		"and so it is with CR":                 {strings.Repeat("a", 2048) + "\r\n", []message{{data: strings.Repeat("a", 2048), size: 2048}}},
		"an endless line is cut, the next is not": {
			strings.Repeat("a", 5000) + "z\r\n{}\n",
			[]message{{data: strings.Repeat("a", 2048), tail: strings.Repeat("a", 1023) + "z", size: 5001}, {data: "{}", size: 2}},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			// The bound is one of what is kept, so the CR of an ending may cost a byte
			// of the end's 1024.
			compare := func(got []message) {
				t.Helper()
				require.Len(t, got, len(tt.want))
				for i := range got {
					require.Equal(t, tt.want[i].data, got[i].data)
					require.Equal(t, tt.want[i].size, got[i].size)
					require.True(t, strings.HasSuffix(tt.want[i].tail, got[i].tail))
					require.GreaterOrEqual(t, len(got[i].tail), len(tt.want[i].tail)-1)
				}
			}
			compare(linesOf(2048, tt.stream))
			compare(linesOf(2048, strings.Split(tt.stream, "")...))
		})
	}
}

func FuzzLines(f *testing.F) {
	f.Add("{}\r\n[]\n\n{", uint64(1))
	f.Add("\r\r\n\n\r", uint64(2))
	f.Fuzz(func(t *testing.T, stream string, seed uint64) {
		var want []string
		for line := range strings.SplitSeq(stream, "\n") {
			if line = strings.TrimSuffix(line, "\r"); line != "" {
				want = append(want, line)
			}
		}
		random := rand.New(rand.NewPCG(seed, 0))
		whole := linesOf(0, cuts(random, stream)...)
		bounded := linesOf(16, cuts(random, stream)...)
		require.Len(t, whole, len(want))
		require.Len(t, bounded, len(want))
		for i, line := range want {
			require.Equal(t, message{data: line, size: int64(len(line))}, whole[i])
			require.Equal(t, int64(len(line)), bounded[i].size)
			require.Equal(t, line[:min(len(line), 16)], bounded[i].data)
			require.True(t, strings.HasSuffix(line[len(bounded[i].data):], bounded[i].tail))
			require.Equal(t, len(line) > 16, bounded[i].tail != "")
		}
	})
}

func TestReadingLinesDoesNotAllocate(t *testing.T) {
	stream := []byte(strings.Repeat("x", 500) + "\n")
	s := transport.NewLines(0)
	n := 0
	count := func(m transport.Message) { n += len(m.Data) }
	require.Zero(t, testing.AllocsPerRun(100, func() {
		s.Write(stream, count)
		s.Write(stream[:100], count)
		s.Write(stream[100:], count)
	}))
	require.NotZero(t, n)
}

func BenchmarkLines(b *testing.B) {
	stream := []byte(strings.Repeat(strings.Repeat("x", 200)+"\n", 100))
	s := transport.NewLines(0)
	b.SetBytes(int64(len(stream)))
	b.ReportAllocs()
	for b.Loop() {
		s.Write(stream, func(transport.Message) {})
	}
}
