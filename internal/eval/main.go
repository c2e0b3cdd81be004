// Command eval runs what decides over labelled data and has it scored.
//
// The data are not part of this project: -eval names a folder with one folder for
// each set and score/ with the scorers. Rows are JSON lines with an id; predictions are
// written in the form that the scorers read.
package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// env is where a set is read from and where its predictions go.
type env struct {
	data string // folder with the sets
	out  string // folder for predictions
}

// suites are the sets that are scored together.
var suites = map[string][]func(env) error{
	"redact":  {secrets, pii},
	"anomaly": {nab, injection, drift, sequences, flows},
}

func main() {
	suite := flag.String("suite", "", "what is scored")
	data := flag.String("eval", "", "folder with the labelled data")
	out := flag.String("out", "", "folder for the predictions; a temporary one if empty")
	flag.Parse()
	if err := run(*suite, *data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

func run(suite, data, out string) (err error) {
	sets, ok := suites[suite]
	if !ok {
		return fmt.Errorf("no suite %q: there are %q", suite, slices.Sorted(maps.Keys(suites)))
	}
	if _, err := os.Stat(filepath.Join(data, "score", "span_score.py")); err != nil {
		return fmt.Errorf("no labelled data in %q: name their folder with EVAL=", data)
	}
	if out == "" {
		dir, err := os.MkdirTemp("", "eval")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		out = dir
	}
	for _, set := range sets {
		err = errors.Join(err, set(env{data: data, out: out}))
	}
	return err
}
