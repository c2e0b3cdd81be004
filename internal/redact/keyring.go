package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
)

// Key makes pseudonyms. Its id is part of them, so that it can be seen which key made one
// when keys change.
type Key struct {
	ID     string
	Secret []byte
}

// Keyring holds the key that makes pseudonyms now.
type Keyring struct{ Current Key }

// MinKey is the least length of a key's secret in bytes: that of the hash (RFC 2104,
// section 3).
const MinKey = 32

var (
	errKeyShort = errors.New("must have at least 32 bytes")
	errKeyID    = errors.New("id must be 1 to 16 letters, digits, '-' or '_'")
)

// Validate checks a key. It never tells what is in it.
func (k *Key) Validate() error {
	if len(k.Secret) < MinKey {
		return errKeyShort
	}
	if len(k.ID) == 0 || len(k.ID) > 16 {
		return errKeyID
	}
	for _, c := range []byte(k.ID) {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (c < '0' || c > '9') && c != '-' && c != '_' {
			return errKeyID
		}
	}
	return nil
}

// token is what stands for a value: the first half of an HMAC with SHA-256 of a value and its category, so that
// equal texts of different kinds have nothing in common.
func (k *Key) token(category, value string) string {
	mac := hmac.New(sha256.New, k.Secret)
	mac.Write([]byte(category))
	mac.Write([]byte{0})
	mac.Write([]byte(value))
	return pseudonymed + category + ":" + k.ID + ":" + hex.EncodeToString(mac.Sum(nil)[:16]) + "]"
}
