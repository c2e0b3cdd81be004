package flow

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

const record = `{"name": {"first_name": "Anya", "last_name": "Garcia"}, "address": {"address1": "615 Laurel Lane", "address2": "Suite 552", "city": "Philadelphia", "country": "USA", "state": "PA", "zip": "19036"}, "email": "anya.garcia2061@example.com", "payment_methods": {"gift_card_4374071": {"source": "gift_card", "balance": 51, "id": "gift_card_4374071"}, "credit_card_8955149": {"source": "credit_card", "brand": "visa", "last_four": "8674", "id": "credit_card_8955149"}}, "orders": ["#W4140680", "#W6310710", "#W6436609"], `

// BenchmarkCall is a result of 1 KB and arguments of 300 bytes with nothing of it.
func BenchmarkCall(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	letter := prose(random, 300)
	e := New(Options{Key: []byte("k")})
	for name, texts := range map[string][2]string{
		"prose":        {prose(random, 1024), `{"to":"someone","subject":"Hello","body":"` + letter[:250] + `"}`},
		"JSON":         {strings.Repeat(record, 2), record[:300]},
		"JSON in JSON": {`{"content":[{"type":"text","text":` + strconv.Quote(strings.Repeat(record, 2)[:900]) + `}],"isError":false}`, record[:300]},
		"lines":        {strings.ReplaceAll(prose(random, 1024), " the ", ` the\n- it's a `), record[:300]},
		"Chinese":      {strings.Repeat("合同编号为2024年第88号，金额为人民币五百万元整。", 15), record[:300]},
		"French":       {strings.Repeat("L'été dernier, à Besançon, où nous étions déjà allés après Noël, tout était fermé. ", 11), record[:300]},
		"escaped":      {strings.Repeat(`\u00e9t\u00e9 \u4e2d\u6587, caf\u00e9 cr\u00e8me `, 24), record[:300]},
		"base64":       {prose(random, 1024), b64encode(letter[:225])},
	} {
		b.Run(name+"/result", func(b *testing.B) {
			b.ReportAllocs()
			var s Session
			for b.Loop() {
				e.Result(&s, 1, texts[0])
			}
		})
		b.Run(name+"/arguments", func(b *testing.B) {
			b.ReportAllocs()
			var s Session
			e.Result(&s, 1, prose(random, 1024))
			var dst []Match
			for b.Loop() {
				dst = e.Arguments(&s, texts[1], dst[:0])
			}
		})
	}
}

// BenchmarkOthers is a call whose texts are others each time: a processor that has seen a
// text before guesses what comes.
func BenchmarkOthers(b *testing.B) {
	const many = 2000
	random := rand.New(rand.NewPCG(1, 2))
	var results, letters [many]string
	for i := range many {
		results[i] = prose(random, 1024)
		letters[i] = `{"to":"someone","subject":"Hello","body":"` + prose(random, 250) + `"}`
	}
	e := New(Options{Key: []byte("k")})
	var s Session
	b.Run("result", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			e.Result(&s, 1, results[i%many])
		}
	})
	b.Run("arguments", func(b *testing.B) {
		b.ReportAllocs()
		var dst []Match
		for i := 0; b.Loop(); i++ {
			dst = e.Arguments(&s, letters[i%many], dst[:0])
		}
	})
	b.Run("own arguments", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			e.Own(&s, letters[i%many])
		}
	})
}

// BenchmarkManySessions is a call of one session after the other, none of which is near.
func BenchmarkManySessions(b *testing.B) {
	const many = 20000
	random := rand.New(rand.NewPCG(1, 2))
	sessions := make([]Session, many)
	var results, letters [100]string
	for i := range results {
		results[i] = prose(random, 1024)
		letters[i] = `{"to":"someone","subject":"Hello","body":"` + prose(random, 250) + `"}`
	}
	e := New(Options{Key: []byte("k")})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s := &sessions[i*7919%many]
		e.Own(s, letters[i%100])
		e.Result(s, 1, results[i%100])
	}
}

func b64encode(s string) string { return changes["in base64"](s) }
