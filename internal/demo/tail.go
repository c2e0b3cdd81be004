package main

import (
	"bytes"
	"sync"
)

// tail is a writer that remembers the last limit bytes. It is safe for
// concurrent use.
type tail struct {
	limit int

	mu  sync.Mutex // covers buf
	buf []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if over := len(t.buf) - t.limit; over > 0 {
		t.buf = t.buf[over:]
	}
	return len(p), nil
}

// String returns the remembered bytes, from the first complete line on where
// the beginning was lost.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.buf) < t.limit {
		return string(t.buf)
	}
	_, rest, _ := bytes.Cut(t.buf, []byte("\n"))
	return string(rest)
}
