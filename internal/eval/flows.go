package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/flow"
)

// labelled is a text of one of the sets with values in it.
type labelled struct {
	Text  string              `json:"text"`
	Group string              `json:"group"`
	Spans []json.RawMessage   `json:"spans"`
	marks map[string][]string // values by category
}

// sendings are ways in which data leave.
var sendings = map[string]func(string) string{
	"plain":   func(s string) string { return `{"text":"see ` + s + ` below"}` },
	"JSON":    func(s string) string { b, _ := json.Marshal(map[string]string{"q": s}); return string(b) },
	"percent": func(s string) string { return `{"url":"https://a.example/?q=` + url.QueryEscape(s) + `"}` },
	"base64": func(s string) string {
		return `{"url":"https://a.example/` + base64.URLEncoding.EncodeToString([]byte(s)) + `"}`
	},
	"hex": func(s string) string { return `{"host":"` + hex.EncodeToString([]byte(s)) + `.a.example"}` },
}

// flows measures package flow. The sets have no flows, but texts as results are: parts
// of them are sent, and texts of other groups.
func flows(e env) error {
	for _, set := range []string{"pii", "secrets", "injection"} {
		texts, err := e.labelled(set)
		if err != nil {
			return err
		}
		fmt.Printf("flow, %s: %d texts\n", set, len(texts))
		copies(texts)
		unrelated(texts)
	}
	return nil
}

func (e env) labelled(set string) (all []labelled, err error) {
	files, err := e.files(set)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		err := rows(file, func(t labelled) error {
			t.mark()
			all = append(all, t)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// mark cuts the values out of a text.
func (t *labelled) mark() {
	runes := []rune(t.Text)
	t.marks = map[string][]string{}
	for _, raw := range t.Spans {
		var start, end int
		var category string
		if json.Unmarshal(raw, &[]any{&start, &end, &category}) == nil && start >= 0 && end <= len(runes) && start < end {
			t.marks[category] = append(t.marks[category], string(runes[start:end]))
		}
	}
}

// ratio is how often something was so.
type ratio struct{ hits, of int }

func (r *ratio) count(hit bool) {
	r.of++
	if hit {
		r.hits++
	}
}

func (r ratio) String() string {
	return fmt.Sprintf("%.4f of %d", float64(r.hits)/float64(max(r.of, 1)), r.of)
}

// copies sends passages of 160 bytes and all values of each text, in each way.
func copies(texts []labelled) {
	random, engine := rand.New(rand.NewPCG(1, 1)), flow.New(flow.Options{CommonAfter: -1})
	found := map[string]*ratio{}
	try := func(t labelled, what, value string) {
		for way, send := range sendings {
			var s flow.Session
			engine.Result(&s, 1, t.Text)
			key := what + ", " + way
			if found[key] == nil {
				found[key] = &ratio{}
			}
			found[key].count(len(engine.Arguments(&s, send(value), nil)) > 0)
		}
	}
	for _, t := range texts {
		for category, values := range t.marks {
			if category != strings.ToUpper(category) {
				category = "a secret" // of which there are hundreds of kinds
			}
			try(t, category, values[0])
		}
		if text := strings.ToValidUTF8(t.Text, ""); len(text) > 300 {
			from := random.IntN(len(text) - 160)
			try(t, "passage", text[from:from+160])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		if found[key].of >= 20 {
			fmt.Printf("  found: %-28s %v\n", key, found[key])
		}
	}
}

// unrelated sends each text where one of another group was returned, in so many sessions
// that what is common is known after the first few.
func unrelated(texts []labelled) {
	const pairs = 30_000
	random, engine := rand.New(rand.NewPCG(2, 2)), flow.New(flow.Options{})
	var all, strong ratio
	for range pairs {
		a, b := texts[random.IntN(len(texts))], texts[random.IntN(len(texts))]
		if a.Group == b.Group {
			continue
		}
		var s flow.Session
		engine.Result(&s, 1, a.Text)
		matches := engine.Arguments(&s, b.Text, nil)
		all.count(len(matches) > 0)
		strong.count(len(matches) > 0 && (matches[0].Values > 0 || matches[0].Bytes >= 100))
	}
	fmt.Printf("  texts of other groups: any match %v; a value or 100 bytes %v\n", all, strong)
}
