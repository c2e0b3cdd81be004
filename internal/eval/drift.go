package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
)

// pair is a definition before and after.
type pair struct {
	ID     string          `json:"id"`
	Server string          `json:"server"`
	Tool   string          `json:"tool"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// drift scores whether poisoned definitions are told from updates, and whether changes
// are told from reordering.
func drift(e env) error {
	gold := filepath.Join(e.data, "drift")
	for _, task := range []string{"drift", "changed"} {
		predictions, err := e.judgeDrift(task)
		if err != nil {
			return err
		}
		if err := e.score("label_score.py", "--task", task, "--gold", gold, "--pred", predictions); err != nil {
			return err
		}
	}
	return nil
}

func (e env) judgeDrift(task string) (file string, err error) {
	files, err := e.files("drift")
	if err != nil {
		return "", err
	}
	file = filepath.Join(e.out, "drift_"+task+".jsonl")
	f, err := os.Create(file)
	if err != nil {
		return "", err
	}
	w := bufio.NewWriter(f)
	encoder := json.NewEncoder(w)
	for _, from := range files {
		err = errors.Join(err, rows(from, func(p pair) error { return encoder.Encode(p.judge(task)) }))
	}
	return file, errors.Join(err, w.Flush(), f.Close())
}

// judge lists the tool as it was, and an hour later as it is.
func (p pair) judge(task string) judged {
	const hour = 3600e9
	l, s := catalog.NewLedger([16]byte{}), catalog.Server{Name: p.Server}
	l.Observe(s, 1, catalog.DefinedTool, p.Tool, string(p.Before), hour, nil)
	j := judged{ID: p.ID}
	for _, change := range l.Observe(s, 1, catalog.DefinedTool, p.Tool, string(p.After), 2*hour, nil) {
		if change.What == catalog.Changed {
			j.Score = max(j.Score, change.Score)
			j.Flag = task == "changed" || j.Score >= 0.5
		}
	}
	if task == "changed" && j.Flag {
		j.Score = 1
	}
	return j
}
