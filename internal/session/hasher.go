package session

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// Hasher makes texts that stand for secrets: a session id gives access to the session
// as long as it lasts. Without the key nobody can tell whether a hash is that of a
// given secret. Equal secrets of different kinds have different hashes.
type Hasher struct{ key []byte }

// NewHasher returns a hasher. The key should be 32 random bytes; to recognise a
// session in what several collectors tell, they need the same one.
func NewHasher(key []byte) Hasher { return Hasher{key: key} }

// Hash returns 32 hexadecimal digits for a secret, and nothing for nothing.
func (h Hasher) Hash(kind, secret string) string {
	if secret == "" {
		return ""
	}
	sum := h.sum(kind, secret)
	return hex.EncodeToString(sum[:])
}

// sum is the first half of the HMAC with SHA-256 of texts, none of which can run into
// the next.
func (h Hasher) sum(texts ...string) (id ID) {
	mac := hmac.New(sha256.New, h.key)
	for _, text := range texts {
		n := len(text)
		mac.Write([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)})
		mac.Write([]byte(text))
	}
	copy(id[:], mac.Sum(nil))
	return id
}

// ID is that of a session or a turn: a keyed hash.
type ID [16]byte

// String returns the id as 32 hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }
