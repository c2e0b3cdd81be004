package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// judged is what is predicted of a row that is right or wrong as a whole.
type judged struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
	Flag  bool    `json:"flag"`
}

// score runs one of the scorers, which prints its figures.
func (e env) score(scorer string, args ...string) error {
	cmd := exec.Command("python3", append([]string{filepath.Join(e.data, "score", scorer)}, args...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// files are those of a set that hold rows.
func (e env) files(set string) ([]string, error) {
	return filepath.Glob(filepath.Join(e.data, set, "*.jsonl*"))
}

// predict calls a function with each row of a set, writes what it returns, one JSON
// line each, and returns the file that it wrote.
func predict[R, P any](e env, set string, each func(R) P) (string, error) {
	files, err := e.files(set)
	if err != nil {
		return "", err
	}
	to := filepath.Join(e.out, set+".jsonl")
	f, err := os.Create(to)
	if err != nil {
		return "", err
	}
	w := bufio.NewWriter(f)
	encoder := json.NewEncoder(w)
	for _, file := range files {
		if err := rows(file, func(r R) error { return encoder.Encode(each(r)) }); err != nil {
			return "", errors.Join(err, f.Close())
		}
	}
	return to, errors.Join(w.Flush(), f.Close())
}

// rows calls a function with each row of a file of JSON lines, which may be gzipped.
func rows[R any](file string, each func(R) error) error {
	in, err := open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	decoder := json.NewDecoder(in)
	for {
		var r R
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("reading %s: %w", file, err)
		}
		if err := each(r); err != nil {
			return err
		}
	}
}

// open opens a file that may be gzipped.
func open(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return f, err
	}
	return gzip.NewReader(f)
}
