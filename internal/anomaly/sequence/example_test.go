package sequence_test

import (
	"fmt"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

func ExampleModel() {
	m := sequence.New(sequence.Options{Key: 0x5eed})
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for user := range 40 {
		s := sequence.Session{Who: uint64(user + 1)}
		m.Next(&s, &sequence.Call{Tool: "search", Arguments: `{"query":"invoices"}`})
		m.Next(&s, &sequence.Call{Tool: "read", Arguments: fmt.Sprintf(`{"id":%d,"as":"text"}`, user)})
		m.End(&s, noon)
	}

	s := sequence.Session{Who: 7}
	for _, c := range []sequence.Call{
		{Tool: "search", Arguments: `{"query":"invoices"}`},
		{Tool: "read", Arguments: `{"id":41,"as":"text"}`},
		{Tool: "send", Arguments: `{"to":"someone@example.com"}`},
	} {
		v := m.Next(&s, &c)
		fmt.Println(c.Tool, v.Score >= sequence.Flag, v.Kind)
	}
	// Output:
	// search false nothing new
	// read false nothing new
	// send true tool new to this population
}
