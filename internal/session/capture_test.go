package session_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const captures = "../../testdata/captures/wire"

// TestCaptures replays what real clients and servers sent and compares the sessions
// and turns with golden files that a person has checked against the recordings.
func TestCaptures(t *testing.T) {
	for _, file := range capture.Files(t, captures) {
		name := capture.Name(file)
		t.Run(name, func(t *testing.T) {
			got := replay(capture.Read(t, file))
			golden := filepath.Join("testdata", "captures", name+".txt")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
}

// evidenceOf is what an adapter would hand in.
func evidenceOf(e *exchange.Exchange, from capture.Origin) session.Evidence {
	x := session.Evidence{Server: e.Server, Principal: e.Principal, Client: from.UserAgent, Task: e.Task, Chain: e.Chain}
	x.WeakTrace = e.Trace.Found == exchange.TraceInHeader
	if from.Session == "pipe" {
		x.Process = "1"
	}
	return x
}

// replay returns a line for each session and turn that has ended. Recordings are
// quick, so a pause of two seconds ends a turn.
func replay(records []capture.Record) string {
	var b strings.Builder
	groups := session.New(session.Options{TurnGap: 2 * time.Second})
	tell := func(ended []session.Ended) {
		for _, x := range ended {
			b.WriteString(describe(x) + "\n")
		}
	}
	var apart []string
	player := capture.Player{
		Tracker: exchange.NewTracker(exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideClient}),
		Server:  "server", Principal: "someone",
	}
	player.Done = func(e *exchange.Exchange, from capture.Origin) {
		p, ended := groups.Assign(&e.Call, evidenceOf(e, from), nil)
		tell(ended)
		if p.Evidence == session.None {
			apart = append(apart, e.Call.Method)
		}
	}
	player.Ended = func(id string, at int64) {
		tell(groups.End(session.Evidence{Server: "server", Principal: "someone"}, id, at, nil))
	}
	player.Play(records)
	tell(groups.Stop(nil))
	if len(apart) > 0 {
		fmt.Fprintf(&b, "in no session: %s\n", strings.Join(apart, ", "))
	}
	return b.String()
}

func describe(x session.Ended) string {
	ms := func(at int64) float64 { return float64(at-capture.Epoch.UnixNano()) / 1e6 }
	times := fmt.Sprintf("%.1f to %.1f", ms(x.Start), ms(x.End))
	counts := fmt.Sprintf("%d calls, %d of tools, %d failed", x.Calls, x.ToolCalls, x.Failed)
	if x.Turn != (session.ID{}) {
		line := fmt.Sprintf("  turn %s: %s; %s", times, counts, x.Reason)
		if x.Trace != [16]byte{} {
			line += fmt.Sprintf(" trace=%x", x.Trace[:4])
		}
		return line
	}
	words := []string{fmt.Sprintf("session %s by %s: %s, %d turns; %s", times, x.Evidence, counts, x.Turns, x.Reason)}
	for _, word := range []string{x.SessionID, x.ClientName, x.ServerName} {
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}
