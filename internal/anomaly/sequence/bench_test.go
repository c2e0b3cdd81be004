package sequence_test

import (
	"math/rand/v2"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

// order has 300 bytes of arguments, as a call of a tool for orders has.
const order = `{"customer_id":"C-0000417","order_id":"O-99120034","items":[{"sku":"A-1001","count":2,"price":19.5},` +
	`{"sku":"B-2040","count":1,"price":120}],"shipping":{"method":"express","country":"DE","gift":false},` +
	`"note":"please leave the parcel with the neighbours if nobody opens the door","currency":"EUR","dry_run":true}`

func BenchmarkNext(b *testing.B) {
	usual := calls{{Tool: "search", Arguments: `{"q":"x"}`}, {Tool: "order", Arguments: order}, {Tool: "order", Arguments: order}}
	m, at := taught(sequence.Options{}, 300, func(*rand.Rand) calls { return usual })
	for name, c := range map[string]sequence.Call{
		"known":  {Tool: "order", Arguments: order},
		"new":    {Tool: "other", Arguments: order},
		"broken": {Tool: "order", Arguments: order[:200]},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var s sequence.Session
			for i := 0; b.Loop(); i++ {
				if i%20 == 19 {
					s = sequence.Session{Who: 1}
				}
				m.Next(&s, &c)
			}
		})
	}
	_ = at
}

func BenchmarkEnd(b *testing.B) {
	m, at := taught(sequence.Options{}, 300, support)
	r := rand.New(rand.NewPCG(1, 2))
	sessions := make([]calls, 256)
	for i := range sessions {
		sessions[i] = append(support(r), anything(r)...)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		run(m, sequence.Session{}, sessions[i%256], at)
	}
}
