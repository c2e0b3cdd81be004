package main

import (
	"path/filepath"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

// told is a text that may instruct a model.
type told struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Kind string `json:"kind"`
}

var placeOfKind = map[string]instruction.Place{
	"tool_description": instruction.Description,
	"tool_result":      instruction.Result,
	"prompt":           instruction.Prompt,
}

// injection scores how well texts are found that instruct a model.
func injection(e env) error {
	predictions, err := predict(e, "injection", func(t told) judged {
		found, ok := instruction.Find(t.Text, placeOfKind[t.Kind])
		return judged{ID: t.ID, Score: found.Score, Flag: ok}
	})
	if err != nil {
		return err
	}
	return e.score("label_score.py", "--task", "injection",
		"--gold", filepath.Join(e.data, "injection"), "--pred", predictions)
}
