package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// maxLine bounds one export request; receivers refuse larger ones anyway.
const maxLine = 16 << 20

// replayed counts what was sent.
type replayed struct {
	files, requests int
}

// replay posts every line of every *.traces.jsonl file in dir, in order of name,
// to the OTLP/HTTP address url. The first refusal ends it. Errors name file and
// line, never what is in it.
func replay(ctx context.Context, dir, url string) (replayed, error) {
	var sum replayed
	files, err := filepath.Glob(filepath.Join(dir, "*.traces.jsonl"))
	if err != nil {
		return sum, err
	}
	if len(files) == 0 {
		return sum, fmt.Errorf("no *.traces.jsonl files in %s", dir)
	}
	for _, file := range files {
		n, err := replayFile(ctx, file, url)
		sum.requests += n
		if err != nil {
			return sum, fmt.Errorf("replaying %s, line %d: %w", file, n+1, err)
		}
		sum.files++
	}
	return sum, nil
}

// replayFile returns how many lines were accepted.
func replayFile(ctx context.Context, file, url string) (int, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()

	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		if err := post(ctx, url, lines.Bytes()); err != nil {
			return n, err
		}
		n++
	}
	return n, lines.Err()
}

func post(ctx context.Context, url string, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the receiver answered %s", resp.Status)
	}
	return nil
}
