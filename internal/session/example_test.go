package session_test

import (
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

func ExampleGroups() {
	groups := session.New(session.Options{TurnGap: 10 * time.Second})
	var ended []session.Ended
	for _, second := range []int64{1, 2, 60} {
		c := mcp.Call{Kind: mcp.KindToolCall, SessionID: "a hash", Start: second * 1e9, End: second * 1e9}
		var place session.Place
		place, ended = groups.Assign(&c, session.Evidence{}, ended)
		fmt.Println(place.Evidence, place.NewSession, place.NewTurn)
	}
	for _, e := range groups.Stop(ended) {
		fmt.Println(e.Turn == session.ID{}, e.Reason, e.ToolCalls)
	}
	// Output:
	// protocol true true
	// protocol false false
	// protocol false true
	// false idle 2
	// false closed 1
	// true closed 3
}
