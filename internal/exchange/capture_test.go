package exchange_test

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
	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest/capture"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const captures = "../../testdata/captures/wire"

// TestCaptures replays what real clients and servers sent and compares every call
// with a golden file that a person has checked against the recording.
func TestCaptures(t *testing.T) {
	for _, file := range capture.Files(t, captures) {
		name := capture.Name(file)
		t.Run(name, func(t *testing.T) {
			got := replay(capture.Read(t, file), nil)
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

var seenByClient = exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideClient}

// replay returns a line for each exchange, and what was counted besides.
func replay(records []capture.Record, cut func(string) []string) string {
	var b strings.Builder
	tracker := exchange.NewTracker(seenByClient)
	player := capture.Player{Tracker: tracker, Server: "desk", Cut: cut}
	player.Done = func(e *exchange.Exchange, _ capture.Origin) { b.WriteString(describe(e) + "\n") }
	player.Play(records)
	b.WriteString(tally(tracker.Counts()))
	return b.String()
}

// describe writes an exchange as a line: when it ended, how long it took, who asked
// what of whom, and how it ended.
func describe(e *exchange.Exchange) string {
	c := &e.Call
	var b strings.Builder
	fmt.Fprintf(&b, "%8.1f %s", float64(c.End-capture.Epoch.UnixNano())/1e6, e.From)
	for _, word := range []string{c.Method, c.Tool, c.Prompt, c.ResourceURI} {
		if word != "" {
			b.WriteString(" " + word)
		}
	}
	if c.Kind != mcp.KindNotification {
		fmt.Fprintf(&b, " #%s %s", c.RequestID, c.Duration().Round(100*time.Microsecond))
	}
	fmt.Fprintf(&b, ": %s, %s", e.Ending, c.Outcome)
	word := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, " %s=%s", name, value)
		}
	}
	word("error", c.ErrorType)
	if c.StatusCode != c.ErrorType {
		word("code", c.StatusCode)
	}
	number := func(name string, n int64) {
		if n != 0 {
			fmt.Fprintf(&b, " %s=%d", name, n)
		}
	}
	if e.HTTPStatus != 200 {
		number("http", int64(e.HTTPStatus))
	}
	if e.Chain != 0 {
		number("round", int64(e.Round))
	}
	number("progress", int64(e.Progress))
	if e.HandedOff != 0 {
		word("handed_off_after", time.Duration(e.HandedOff-c.Start).Round(100*time.Microsecond).String())
	}
	number("accepted", int64(e.Actions.Accept))
	number("declined", int64(e.Actions.Decline))
	number("cancelled", int64(e.Actions.Cancel))
	word("level", e.Level)
	word("version", c.ProtocolVersion)
	word("session", c.SessionID)
	word("client", c.ClientName)
	word("server", c.ServerName)
	if e.Trace.Found != exchange.NoTrace {
		fmt.Fprintf(&b, " trace=%x", c.TraceID[:4])
	}
	if e.HeaderMismatch {
		b.WriteString(" header_mismatch")
	}
	n := 0
	for range e.DeclaredTools() {
		n++
	}
	number("tools", int64(n))
	return b.String()
}

func tally(c exchange.Counts) string {
	var b strings.Builder
	for fault, n := range c.Faults {
		if n > 0 {
			fmt.Fprintf(&b, "%d %s\n", n, jsonrpc.Fault(fault))
		}
	}
	for odd, n := range c.Odd {
		if n > 0 {
			fmt.Fprintf(&b, "%d %s\n", n, exchange.Oddity(odd))
		}
	}
	fmt.Fprintf(&b, "%d of %d requests reported\n", c.Reported, c.Requests)
	return b.String()
}
