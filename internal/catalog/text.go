package catalog

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"slices"
	"strings"
	"unicode"
)

// key makes the hashes of a ledger its own, so that nobody can write a sentence whose
// hash is that of another.
type key [16]byte

// hash returns a part of a SHA-256: 32 bits, as a definition has few parts.
func (k key) hash(text string) uint32 {
	var stack [256]byte
	sum := sha256.Sum256(append(append(stack[:0], k[:]...), text...))
	return binary.LittleEndian.Uint32(sum[:])
}

// Bounds of what is remembered of a text.
const (
	maxSentences = 96
	maxHosts     = 8
	maxMentions  = 16
	// maxJudged is how many sentences of a definition are judged. 64 KiB are about so
	// many sentences.
	maxJudged = 512
)

// sentences goes over the sentences of a text, with their offsets: what ends with a sign
// and a space, or with a line that does not go on. They keep their form.
func sentences(text string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for start, i := 0, 0; i < len(text); i++ {
			if i+1 < len(text) && !endsSentence(text, i) {
				continue
			}
			s := strings.TrimLeftFunc(text[start:i+1], unicode.IsSpace)
			at := i + 1 - len(s)
			if s = strings.TrimSpace(s); s != "" && !yield(at, s) {
				return
			}
			start = i + 1
		}
	}
}

// endsSentence tells whether a sentence ends with the byte at i, which is not the last. A
// line goes on with a small letter in the next one.
func endsSentence(text string, i int) bool {
	switch text[i] {
	case '\n':
		next := strings.TrimLeft(text[i+1:], " \t")
		return next == "" || next[0] < 'a' || next[0] > 'z'
	case '.', '!', '?':
		return text[i+1] == ' ' || text[i+1] == '\n'
	}
	return false
}

// plain is a sentence without what a layout changes: case, white space, marks of lists,
// and the sign at the end.
func plain(sentence string) string {
	return strings.Trim(strings.Join(strings.Fields(strings.ToLower(sentence)), " "), " -*#.!?:;,")
}

// hosts goes over the hosts of a text: of URLs, of addresses of mail, and names on their
// own that end as most hosts do.
func hosts(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(text); {
			if !isNameByte(text[i]) {
				i++
				continue
			}
			start := i
			for i < len(text) && (isNameByte(text[i]) || text[i] == '.') {
				i++
			}
			name := strings.Trim(text[start:i], ".-_")
			dot := strings.LastIndexByte(name, '.')
			if dot <= 0 {
				continue
			}
			located := strings.HasSuffix(text[:start], "://") || start > 0 && text[start-1] == '@'
			host := strings.ToLower(name)
			if (located || slices.Contains(topLevel, host[dot+1:])) && !yield(host) {
				return
			}
		}
	}
}

// topLevel are top-level domains that are not the endings of files as well.
var topLevel = []string{"com", "net", "org", "io", "dev", "ai", "co", "xyz", "info", "app", "site", "online", "top", "ru", "cn", "me", "cloud", "link", "live", "tech", "example", "test"}

func isNameByte(b byte) bool {
	return b == '_' || b == '-' || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z'
}

// mentions goes over what looks like the name of a tool in a text: of two words or
// more, as in snake_case, kebab-case and camelCase.
func mentions(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(text); {
			if !isNameByte(text[i]) {
				i++
				continue
			}
			start := i
			for i < len(text) && isNameByte(text[i]) {
				i++
			}
			name := strings.Trim(text[start:i], "-_")
			if len(name) <= maxName && looksLikeName(name) && !yield(name) {
				return
			}
		}
	}
}

// looksLikeName reports whether a word is an identifier of several words. A hyphen
// alone is of ordinary words as well; whether there is such a tool decides.
func looksLikeName(word string) bool {
	return len(word) >= 5 && (strings.ContainsAny(word, "_-") || strings.ToLower(word[1:]) != word[1:]) && wordsIn(word) >= 2
}

// addHash adds a hash to a bounded set.
func addHash(set []uint32, hash uint32, bound int) []uint32 {
	if len(set) >= bound || slices.Contains(set, hash) {
		return set
	}
	return append(set, hash)
}
