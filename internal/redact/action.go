package redact

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Action is what becomes of a value.
type Action uint8

// Actions.
const (
	// Mask puts a mark in its place that says what it was, and keeps the last characters
	// if it is told to.
	Mask Action = iota + 1
	// Pseudonym puts a token in its place that is the same for the same value, and that
	// nobody without the key can lead back to it.
	Pseudonym
	// Hash puts a hash in its place that needs no key: whoever guesses the value can
	// confirm it.
	Hash
	// Drop leaves nothing. Of an attribute not even the key stays.
	Drop
	// Allow leaves it.
	Allow
)

var actionNames = [...]string{"", "mask", "pseudonym", "hash", "drop", "allow"}

// String returns the action's name.
func (a Action) String() string { return actionNames[a] }

// ParseAction is the inverse of [Action.String]; ok is false for other text.
func ParseAction(name string) (a Action, ok bool) {
	for i, known := range actionNames {
		if known == name && i > 0 {
			return Action(i), true
		}
	}
	return 0, false
}

// Rule is an action and its details.
type Rule struct {
	Action Action
	// KeepLast is how many characters at the end a mask leaves: at most a third of the
	// value, and 8.
	KeepLast int
}

// maxKept bounds the characters that a mask leaves.
const maxKept = 8

// replacement is what stands for a value of a category afterwards. Everything that is
// put in begins with one of these, and is never a finding itself.
const (
	masked      = "[REDACTED:"
	pseudonymed = "[PSEUDONYM:"
	hashed      = "[HASH:"
)

// become returns what stands for a value of a category.
func (r *Redactor) become(rule Rule, category, value string) string {
	switch rule.Action {
	case Drop:
		return ""
	case Pseudonym:
		if keys := r.base.options.Keyring; keys != nil {
			return r.known.token(keys, category, value)
		}
	case Hash:
		sum := sha256.Sum256([]byte(value))
		return fmt.Sprintf("%s%s:%s]", hashed, category, hex.EncodeToString(sum[:8]))
	case Allow:
		return value
	}
	if kept := lastOf(value, rule.KeepLast); kept != "" {
		return masked + category + ":" + kept + "]"
	}
	return masked + category + "]"
}

// lastOf returns so many characters of the end, but never more than a third.
func lastOf(value string, n int) string {
	n = min(n, maxKept, utf8.RuneCountInString(value)/3)
	if n <= 0 {
		return ""
	}
	at := len(value)
	for range n {
		_, size := utf8.DecodeLastRuneInString(value[:at])
		at -= size
	}
	if kept := value[at:]; utf8.ValidString(kept) && !strings.ContainsAny(kept, "\"\\]") {
		return kept
	}
	return ""
}
