package instruction_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

// Texts as tools write them, without an instruction.
var benign = map[string]string{
	"prose": strings.Repeat("The harbour of the old town lies west of the river. Ferries to the islands leave "+
		"twice a day in summer, and tickets are sold at the pier. Most visitors stay for a weekend.\n", 8),
	"json": strings.Repeat(`{"order_id":"A-10492","status":"shipped","total":129.5,"items":[{"sku":"LMP-7",`+
		`"title":"Desk lamp, brass","quantity":2}],"carrier":"North Post","updated_at":"2025-03-14T09:26:53Z"},`, 7),
	"description": strings.Repeat("Search for issues in a repository. Use this tool when you need a list.\n\nArgs:\n"+
		"    query: What to look for\n    limit: How many results to return at most\n", 8),
}

func BenchmarkFind(b *testing.B) {
	for name, text := range benign {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				instruction.Find(text, instruction.Result)
			}
		})
	}
}

// BenchmarkOthers finds nothing in texts that are others each time: a processor that has seen
// a text before guesses what comes.
func BenchmarkOthers(b *testing.B) {
	const many = 2000
	random := rand.New(rand.NewPCG(1, 2))
	for name, write := range map[string]func(*rand.Rand) string{"prose": prose, "json": object} {
		var texts [many]string
		for i := range many {
			for len(texts[i]) < 1024 {
				texts[i] += write(random)
			}
			texts[i] = texts[i][:1024]
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(1024)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				instruction.Find(texts[i%many], instruction.Result)
			}
		})
	}
}

// prose is a sentence of words of English, most of them frequent ones.
func prose(random *rand.Rand) string {
	words := strings.Fields(`the of and to in is that it was for on are with they at be this have from or had by but some
		what were when there an each which do how their if will up other about out many then them these so her would make
		like him into time has look two more write go see number way could people than first water been find long down day
		did get come made part meeting harbour island tickets report attached regards invoice payment project update
		information development international considerable Monday London`)
	zipf := rand.NewZipf(random, 1.1, 5, uint64(len(words)-1))
	sentence := []string{"The"}
	for range 5 + random.IntN(12) {
		sentence = append(sentence, words[zipf.Uint64()]+[]string{"", "", "", "", "", ","}[random.IntN(6)])
	}
	return strings.Join(sentence, " ") + []string{". ", ". ", "? ", ".\n"}[random.IntN(4)]
}

// object is an object of JSON with some members and values of some kinds.
func object(random *rand.Rand) string {
	keys := strings.Fields("id name title status created_at items total price author email url description count labels")
	members := []string{`"at":"2025-03-14T09:26:53Z"`}
	for range 3 + random.IntN(5) {
		value := strconv.Itoa(random.IntN(100_000))
		switch random.IntN(4) {
		case 0:
			value = `"A-` + value + `"`
		case 1:
			value = `"` + strings.TrimSpace(prose(random)) + `"`
		case 2:
			value = `["` + keys[random.IntN(len(keys))] + `"]`
		}
		members = append(members, `"`+keys[random.IntN(len(keys))]+`":`+value)
	}
	return "{" + strings.Join(members, ",") + "},"
}
