package instruction_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

// others write parts of texts such as tools return.
var others = map[string]func(*rand.Rand) string{
	"prose": prose, "json": object, "api": response, "wrapped": wrapped, "listing": listing, "logs": logLine,
	"code": source, "markdown": markdown,
}

// BenchmarkOthers finds nothing in texts that are others each time: a processor that has seen
// a text before guesses what comes.
func BenchmarkOthers(b *testing.B) {
	const many = 2000
	for name, write := range others {
		random := rand.New(rand.NewPCG(1, 2))
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
			value = `["` + one(random, keys) + `"]`
		}
		members = append(members, `"`+one(random, keys)+`":`+value)
	}
	return "{" + strings.Join(members, ",") + "},"
}

func one(random *rand.Rand, of []string) string { return of[random.IntN(len(of))] }

// names are of things in software: parts of keys, paths and identifiers.
var names = strings.Fields(`id node type state label config index cache region bucket owner commit branch author parent issue
	comment body title sha url user repo path size mode created updated closed merged default count page limit offset total
	error status code message request response client server token session version release build target source data value
	key name list map item order price customer address country currency amount tax shipping street city email phone`)

// identifier is some names together, as programmers write them.
func identifier(random *rand.Rand) string {
	parts := []string{one(random, names)}
	separator := one(random, []string{"_", "", "-"})
	for range random.IntN(3) {
		next := one(random, names)
		if separator == "" {
			next = strings.ToUpper(next[:1]) + next[1:]
		}
		parts = append(parts, next)
	}
	return strings.Join(parts, separator)
}

// path is one of a file, or of an address.
func path(random *rand.Rand) string {
	parts := []string{one(random, []string{"src", "internal", "lib", "docs", "test", "api/v1", "node_modules"})}
	for range 1 + random.IntN(3) {
		parts = append(parts, identifier(random))
	}
	return strings.Join(parts, "/") + one(random, []string{".go", ".py", ".ts", ".json", ".md", ""})
}

func moment(random *rand.Rand) string {
	return fmt.Sprintf("20%02d-%02d-%02dT%02d:%02d:%02dZ", 15+random.IntN(11), 1+random.IntN(12), 1+random.IntN(28),
		random.IntN(24), random.IntN(60), random.IntN(60))
}

func hexadecimal(random *rand.Rand, digits int) string {
	return fmt.Sprintf("%016x%016x%016x", random.Uint64(), random.Uint64(), random.Uint64())[:digits]
}

// scalar is a value of JSON that holds no other.
func scalar(random *rand.Rand) any {
	switch random.IntN(11) {
	case 0:
		return random.IntN(100_000)
	case 1:
		return moment(random)
	case 2:
		return hexadecimal(random, 40)
	case 3:
		return hexadecimal(random, 8) + "-" + hexadecimal(random, 4) + "-" + hexadecimal(random, 4) + "-" + hexadecimal(random, 4) + "-" + hexadecimal(random, 12)
	case 4:
		return "https://api." + one(random, names) + ".example/" + path(random) + "?page=" + strconv.Itoa(random.IntN(50))
	case 5:
		return strings.TrimSpace(prose(random))
	case 6:
		return random.IntN(2) == 0
	case 7:
		return nil
	case 8:
		return float64(random.IntN(100_000)) / 100
	case 9:
		return path(random)
	default:
		return identifier(random)
	}
}

// members are those of an object of JSON, some of which are objects.
func members(random *rand.Rand, depth int) map[string]any {
	object := map[string]any{}
	for range 3 + random.IntN(5) {
		switch k := identifier(random); {
		case depth > 0 && random.IntN(5) == 0:
			object[k] = members(random, depth-1)
		case random.IntN(8) == 0:
			object[k] = []any{scalar(random), scalar(random)}
		default:
			object[k] = scalar(random)
		}
	}
	return object
}

// response is what an interface of the web returns.
func response(random *rand.Rand) string {
	b, err := json.Marshal(members(random, 2))
	if random.IntN(3) == 0 {
		b, err = json.MarshalIndent(members(random, 2), "", "  ")
	}
	if err != nil {
		panic(err)
	}
	return string(b) + ","
}

// wrapped is a response in a string of JSON, as a tool returns it.
func wrapped(random *rand.Rand) string {
	b, err := json.Marshal(map[string]any{"content": []any{map[string]string{"type": "text", "text": response(random)}}})
	if err != nil {
		panic(err)
	}
	return string(b)
}

// listing is a line about a file.
func listing(random *rand.Rand) string {
	return one(random, []string{
		"[FILE] " + path(random),
		"[DIR] " + identifier(random),
		fmt.Sprintf("-rw-r--r--  1 %s staff %6d Mar %2d %02d:%02d %s", one(random, names), random.IntN(100_000), 1+random.IntN(28),
			random.IntN(24), random.IntN(60), path(random)),
		"./" + path(random) + ":" + strconv.Itoa(random.IntN(900)) + ": " + strings.TrimSpace(prose(random)),
	}) + "\n"
}

// logLine is a line of a log.
func logLine(random *rand.Rand) string {
	return fmt.Sprintf("%s %-5s [%s] %s=%v %s=%v %s\n", moment(random), one(random, []string{"INFO", "WARN", "ERROR", "DEBUG"}),
		identifier(random), identifier(random), scalar(random), identifier(random), scalar(random), strings.TrimSpace(prose(random)))
}

// source is some lines of a program.
func source(random *rand.Rand) string {
	a, b, c := identifier(random), identifier(random), identifier(random)
	return one(random, []string{
		"func (s *" + a + ") " + b + "(ctx context.Context, " + c + " string) error {\n\tif " + c + " == \"\" {\n\t\treturn fmt.Errorf(\"" + b + ": %w\", err)\n\t}\n\treturn nil\n}\n",
		"    for " + a + " in self." + b + "[1:]:\n        " + c + " = " + a + ".get('" + b + "', " + strconv.Itoa(random.IntN(99)) + ")\n",
		"export const " + a + " = async (" + b + ": string): Promise<" + c + "[]> => {\n  return await db." + a + ".findMany({ where: { " + b + " } });\n};\n",
		"// " + strings.TrimSpace(prose(random)) + "\n" + a + "[" + b + "] += " + c + " * 0x" + hexadecimal(random, 4) + ";\n",
		"import { " + a + ", " + b + " } from '../" + path(random) + "';\n",
	})
}

// markdown is a block of a document.
func markdown(random *rand.Rand) string {
	text := strings.TrimSpace(prose(random))
	return one(random, []string{
		"## " + identifier(random) + "\n\n" + text + "\n\n",
		"- **" + one(random, names) + "**: " + text + "\n",
		"* `" + identifier(random) + "` - " + text + "\n",
		"| " + identifier(random) + " | " + one(random, names) + " | " + strconv.Itoa(random.IntN(1000)) + " |\n",
		text + " See [" + one(random, names) + "](https://docs.example.com/" + path(random) + ").\n\n",
		"```\n" + source(random) + "```\n",
	})
}
