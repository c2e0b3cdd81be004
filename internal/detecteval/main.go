// Command detecteval runs the built-in rules over labelled texts and scores them.
//
// The texts are not part of this project: -eval names a folder with secrets/,
// pii/ and score/span_score.py. Rows are JSON lines with an id and a text;
// predictions are written in the form that the scorer reads.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

func main() {
	eval := flag.String("eval", "", "folder with the labelled texts")
	out := flag.String("out", "", "folder for the predictions; a temporary one if empty")
	flag.Parse()
	if err := run(*eval, *out); err != nil {
		fmt.Fprintln(os.Stderr, "detecteval:", err)
		os.Exit(1)
	}
}

func run(eval, out string) (err error) {
	if _, err := os.Stat(filepath.Join(eval, "score", "span_score.py")); err != nil {
		return fmt.Errorf("no labelled texts in %q: name their folder with EVAL=", eval)
	}
	if out == "" {
		dir, err := os.MkdirTemp("", "detecteval")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		out = dir
	}
	return errors.Join(
		score(eval, out, "secrets", detect.Secret, "--min-n", "10"),
		score(eval, out, "pii", detect.PII, "--types", "--only", "EMAIL,PHONE,CREDIT_CARD,US_SSN,IBAN,IP"),
	)
}

// score predicts one folder with the rules of one class, which its labels are
// about, and has the predictions scored.
func score(eval, out, folder string, class detect.Class, options ...string) error {
	gold := filepath.Join(eval, folder)
	files, err := filepath.Glob(filepath.Join(gold, "*.jsonl*"))
	if err != nil {
		return err
	}
	predictions := filepath.Join(out, folder+".jsonl")
	if err := predict(files, predictions, class); err != nil {
		return err
	}
	args := []string{filepath.Join(eval, "score", "span_score.py"), "--bytes", "--gold", gold, "--pred", predictions}
	cmd := exec.Command("python3", append(args, options...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

type row struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

type prediction struct {
	ID    string   `json:"id"`
	Spans [][3]any `json:"spans"`
}

func predict(files []string, to string, class detect.Class) error {
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for _, file := range files {
		if err := predictFile(file, w, class); err != nil {
			return errors.Join(fmt.Errorf("reading %s: %w", file, err), f.Close())
		}
	}
	return errors.Join(w.Flush(), f.Close())
}

func predictFile(file string, w io.Writer, class detect.Class) error {
	in, err := open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	decoder, encoder := json.NewDecoder(in), json.NewEncoder(w)
	for {
		var r row
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(find(r, class)); err != nil {
			return err
		}
	}
}

func find(r row, class detect.Class) prediction {
	p := prediction{ID: r.ID, Spans: [][3]any{}}
	found := detect.Builtin().Find(nil, r.Text)
	for _, f := range slices.DeleteFunc(found, func(f detect.Finding) bool { return f.Rule.Class != class }) {
		p.Spans = append(p.Spans, [3]any{f.Start, f.End, f.Rule.Category})
	}
	return p
}

// open opens a file that may be gzipped.
func open(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return f, err
	}
	return gzip.NewReader(f)
}
