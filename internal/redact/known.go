package redact

import "strings"

// known remembers pseudonyms: the id of a session stands on every span of it, and a hash
// takes longer than anything else that is done to a clean span. It is as private as the
// texts that pass, and holds no more of them than a few.
type known [knownSize]struct{ category, value, token string }

const (
	knownSize  = 256 // a power of two
	knownBytes = 128 // of a value that is remembered
)

// token returns the pseudonym of a value.
func (k *known) token(keys *Keyring, category, value string) string {
	if len(value) > knownBytes {
		return keys.Current.token(category, value)
	}
	at := &k[place(value)]
	if at.value != value || at.category != category || at.token == "" {
		at.category, at.value, at.token = category, strings.Clone(value), keys.Current.token(category, value)
	}
	return at.token
}

// place spreads values by their ends, where ids differ.
func place(value string) int {
	sum := uint32(len(value))
	for i := max(0, len(value)-16); i < len(value); i++ {
		sum = sum*31 + uint32(value[i])
	}
	return int((sum ^ sum>>8) % knownSize)
}
