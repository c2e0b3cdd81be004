package transport_test

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// TestBuffersAreNobodyElses reads large messages of many connections at once, each
// of which has a letter of its own.
func TestBuffersAreNobodyElses(t *testing.T) {
	var connections sync.WaitGroup
	for i := range 8 {
		connections.Go(func() {
			random := rand.New(rand.NewPCG(uint64(i), 0))
			lines := transport.NewLines(1 << 20)
			letter := string(rune('a' + i))
			for range 30 {
				size := 1 + random.IntN(2<<20)
				line := strings.Repeat(letter, size)
				read := 0
				keep := func(m transport.Message) {
					read++
					if strings.Trim(string(m.Data), letter) != "" || strings.Trim(string(m.Tail), letter) != "" || int(m.Size) != size {
						t.Error("something else was read")
					}
				}
				for p := line; p != ""; {
					n := min(len(p), 1+random.IntN(100<<10))
					lines.Write([]byte(p[:n]), keep)
					p = p[n:]
				}
				lines.Write([]byte{'\n'}, keep)
				if read != 1 {
					t.Error("a line was not read once")
				}
			}
		})
	}
	connections.Wait()
}
