package main

import (
	"encoding/json"
	"path/filepath"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

// sequenceRow is one session. Its source stands for the population that it is of.
type sequenceRow struct {
	ID     string `json:"id"`
	Phase  string `json:"phase"`
	Source string `json:"source"`
	Calls  []struct {
		Tool string          `json:"tool"`
		Args json.RawMessage `json:"args"`
	} `json:"calls"`
}

// sequenceBudget is the share of false alarms that is asked for: the one in ten that the
// set is judged at. The default of the package is half of it.
const sequenceBudget = 0.1

// sequences teaches the warm-up sessions of each source in their order, and judges the
// other sessions by what was learned from those alone: they teach nothing.
func sequences(e env) error {
	models, err := warmUp(e)
	if err != nil {
		return err
	}
	predictions, err := predict(e, "sequences", func(r sequenceRow) judged { return judgeSession(models, r) })
	if err != nil {
		return err
	}
	return e.score("label_score.py", "--task", "sequences", "--gold", filepath.Join(e.data, "sequences"), "--pred", predictions)
}

func warmUp(e env) (map[string]*sequence.Model, error) {
	files, err := e.files("sequences")
	if err != nil {
		return nil, err
	}
	models := map[string]*sequence.Model{}
	for _, file := range files {
		err := rows(file, func(r sequenceRow) error {
			m := modelOf(models, r.Source)
			if r.Phase == "warmup" {
				s := sequence.Session{Usual: true}
				r.next(m, &s)
				m.End(&s, time.Unix(1, 0)) // there are no clock times in the set
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return models, nil
}

func modelOf(models map[string]*sequence.Model, source string) *sequence.Model {
	if models[source] == nil {
		models[source] = sequence.New(sequence.Options{Budget: sequenceBudget})
	}
	return models[source]
}

func judgeSession(models map[string]*sequence.Model, r sequenceRow) judged {
	// What a session that goes on counts is of what is known already: a copy keeps even
	// that from the next one.
	m := *models[r.Source]
	var s sequence.Session
	score := r.next(&m, &s)
	return judged{r.ID, score, score >= sequence.Flag}
}

// next shows a model the calls of a session and returns the highest score.
func (r *sequenceRow) next(m *sequence.Model, s *sequence.Session) (score float64) {
	for _, c := range r.Calls {
		v := m.Next(s, &sequence.Call{Tool: c.Tool, Arguments: string(c.Args)})
		score = max(score, v.Score)
	}
	return score
}
