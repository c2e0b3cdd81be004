package exchange_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest/capture"
)

// TestCutsMakeNoDifference replays every recording in pieces of random sizes.
func TestCutsMakeNoDifference(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	cut := func(text string) (pieces []string) {
		for text != "" {
			n := min(len(text), 1+random.IntN(1+random.IntN(2000)))
			pieces = append(pieces, text[:n])
			text = text[n:]
		}
		return pieces
	}
	for _, file := range capture.Files(t, captures) {
		records := capture.Read(t, file)
		require.Equal(t, replay(records, nil), replay(records, cut), capture.Name(file))
	}
}

// ofSeveralServers returns a tracker that knows of two servers behind "s", so that what one
// of them is called says nothing of another's traffic.
func ofSeveralServers() *exchange.Tracker {
	w := newWire(seenByClient)
	for _, name := range []string{"one", "other"} {
		w.post(exchange.Facts{Server: "s"}, `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{}}`).
			server(fmt.Sprintf(`{"jsonrpc":"2.0","id":0,"result":{"serverInfo":{"name":%q}}}`, name))
	}
	return w.Tracker
}

// TestTrafficOfManyIsThatOfEach plays all recordings at once, step by step in a
// random order, to one tracker: every call is told that was told before, and ends
// no other way.
func TestTrafficOfManyIsThatOfEach(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	tracker := ofSeveralServers()
	type side struct {
		player  *capture.Player
		records []capture.Record
		at      int64
	}
	want, got := map[string]int{}, map[string]int{}
	tell := func(name string, to map[string]int) func(*exchange.Exchange, capture.Origin) {
		return func(e *exchange.Exchange, _ capture.Origin) { to[name+" "+describe(e)]++ }
	}
	var sides []*side
	for _, file := range capture.Files(t, captures) {
		name, records := capture.Name(file), capture.Read(t, file)
		alone := capture.Player{Tracker: ofSeveralServers(), Server: "s", Done: tell(name, want)}
		alone.Play(records)
		// One server for all of them, so that only sessions and connections keep them apart.
		names := map[string]string{}
		number := func(secret string) string {
			if names[secret] == "" {
				names[secret] = name + " session-" + strconv.Itoa(len(names)+1)
			}
			return names[secret]
		}
		player := &capture.Player{Tracker: tracker, Server: "s", Done: tell(name, got), SessionID: number}
		sides = append(sides, &side{player: player, records: records})
	}
	for len(sides) > 0 {
		i := random.IntN(len(sides))
		s := sides[i]
		if len(s.records) == 0 {
			s.player.Stop(s.at)
			sides = slices.Delete(sides, i, i+1)
			continue
		}
		s.player.Step(&s.records[0])
		s.at, s.records = s.records[0].At, s.records[1:]
	}
	stripped := map[string]int{}
	for line, n := range got {
		name, _, _ := strings.Cut(line, " ")
		stripped[strings.Replace(line, "session="+name+" ", "session=", 1)] += n
	}
	require.Equal(t, slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(stripped)))
	require.Equal(t, want, stripped)
	requests, _ := tracker.Len()
	require.Zero(t, requests)
}
