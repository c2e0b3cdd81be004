package main

import (
	"path/filepath"
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

func secrets(e env) error { return texts(e, "secrets", detect.Secret, "--min-n", "10") }

func pii(e env) error {
	return texts(e, "pii", detect.PII, "--types", "--only", "EMAIL,PHONE,CREDIT_CARD,US_SSN,IBAN,IP")
}

type text struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// marked is what was found in a text: start, end and category.
type marked struct {
	ID    string   `json:"id"`
	Spans [][3]any `json:"spans"`
}

// texts scores the built-in rules of one class, which the labels of the set are about.
func texts(e env, set string, class detect.Class, options ...string) error {
	predictions, err := predict(e, set, func(t text) marked { return mark(t, class) })
	if err != nil {
		return err
	}
	args := []string{"--bytes", "--gold", filepath.Join(e.data, set), "--pred", predictions}
	return e.score("span_score.py", append(args, options...)...)
}

func mark(t text, class detect.Class) marked {
	m := marked{ID: t.ID, Spans: [][3]any{}}
	found := detect.Builtin().Find(nil, t.Text)
	for _, f := range slices.DeleteFunc(found, func(f detect.Finding) bool { return f.Rule.Class != class }) {
		m.Spans = append(m.Spans, [3]any{f.Start, f.End, f.Rule.Category})
	}
	return m
}
