package detect_test

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

func ExampleSet_Find() {
	rules := append(detect.Specs(), detect.RuleSpec{
		ID:       "badge",
		Category: "BADGE",
		Class:    detect.PII,
		Pattern:  `badge (?P<value>[0-9]{6})`,
		True:     []string{"badge 123456"},
	})
	set, err := detect.Compile(rules)
	if err != nil {
		panic(err)
	}
	text := `{"to": "jane@example.org", "body": "badge 482916, DB_PASSWORD=` + "tR5x!" + `qq9"}`
	for _, f := range set.Find(nil, text) {
		fmt.Println(text[f.Start:f.End], f.Rule.Class, f.Rule.Category)
	}
	// Output:
	// jane@example.org pii EMAIL
	// 482916 pii BADGE
	// tR5x!qq9 secret sensitive-name
}
