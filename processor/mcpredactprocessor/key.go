package mcpredactprocessor

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
)

// maxKey bounds what is read of a key file: it may be the name of something endless.
const maxKey = 4 << 10

// keyring holds the key of the file, or that of the process.
func (c PseudonymConfig) keyring() (*redact.Keyring, error) {
	if c.KeyFile == "" {
		return &redact.Keyring{Current: processKey()}, nil
	}
	secret, err := readKey(c.KeyFile)
	if err != nil {
		return nil, fmt.Errorf("pseudonym::key_file: %w", err)
	}
	key := redact.Key{ID: c.KeyID, Secret: secret}
	if err := key.Validate(); err != nil {
		return nil, fmt.Errorf("pseudonym::key_file: %w", err)
	}
	return &redact.Keyring{Current: key}, nil
}

func readKey(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	secret, err := io.ReadAll(io.LimitReader(f, maxKey+1))
	if err != nil {
		return nil, err
	}
	if len(secret) > maxKey {
		return nil, fmt.Errorf("must have at most %d bytes", maxKey)
	}
	return bytes.TrimRight(secret, "\r\n"), nil
}

// processKey is shared by every pipeline of the process, so that a session has one
// pseudonym in all of them. Masks instead would make all sessions one.
var processKey = sync.OnceValue(func() redact.Key {
	secret := make([]byte, redact.MinKey)
	rand.Read(secret) // never fails
	return redact.Key{ID: "run", Secret: secret}
})
