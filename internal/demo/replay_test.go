package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReplayPostsEveryLineInOrder(t *testing.T) {
	var got []string
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, r.Header.Get("Content-Type")+" "+string(body))
	}))
	defer receiver.Close()
	dir := captures(t, map[string]string{
		"b.traces.jsonl":  "{\"b\":1}\n",
		"a.traces.jsonl":  "{\"a\":1}\n{\"a\":2}",
		"a.metrics.jsonl": "{\"m\":1}\n",
	})

	sent, err := replay(t.Context(), dir, receiver.URL)

	require.NoError(t, err)
	assert.Equal(t, replayed{files: 2, requests: 3}, sent)
	assert.Equal(t, []string{`application/json {"a":1}`, `application/json {"a":2}`, `application/json {"b":1}`}, got)
}

func TestReplayOfARefusedLineNamesItButDoesNotQuoteIt(t *testing.T) {
	receiver := httptest.NewServer(http.NotFoundHandler())
	defer receiver.Close()
	dir := captures(t, map[string]string{"a.traces.jsonl": `{"secret":1}`})

	_, err := replay(t.Context(), dir, receiver.URL)

	require.ErrorContains(t, err, "a.traces.jsonl, line 1: the receiver answered 404 Not Found")
	assert.NotContains(t, err.Error(), "secret")
}

func TestReplayOfNothingIsAnError(t *testing.T) {
	_, err := replay(t.Context(), t.TempDir(), "http://127.0.0.1:1")
	require.ErrorContains(t, err, "no *.traces.jsonl files")
}

func captures(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return dir
}
