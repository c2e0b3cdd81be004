package threat

import "strings"

// maxURL is how many bytes of a URL are judged.
const maxURL = 2048

// findCarriers finds links and images that carry data out: the address has a slot for
// it, or already holds something encoded. A client that displays an image sends its
// address without anybody's doing (zero-click exfiltration, as in CVE-2025-32711).
func findCarriers(f *finder, text string) {
	for i := 0; ; {
		at := strings.Index(text[i:], "://")
		if at < 0 {
			return
		}
		at += i
		start, end := urlBounds(text, at)
		if end > at+3 {
			f.url(text, start, at+3, end)
		}
		i = max(end, at+3)
	}
}

// urlBounds finds the scheme before "://" and where the address ends. A slot in angle
// brackets is part of it.
func urlBounds(text string, at int) (start, end int) {
	start = at
	for start > 0 && at-start < 8 && isLetter(text[start-1]) {
		start--
	}
	end = at + 3
	slot := byte(0)
	for ; end < len(text) && end-at < maxURL; end++ {
		b := text[end]
		switch {
		case slot != 0 && b == slot:
			slot = 0
		case b <= ' ' || b == '"' || b == '`' || b == '\\' || b >= 0x7f:
			return start, end
		case slot != 0:
		case b == '<' && text[end-1] == '=':
			slot = '>'
		case b == '{':
			slot = '}'
		case b == ')' || b == '>' || b == '<' || b == '\'' || b == ']':
			return start, end
		}
	}
	return start, end
}

// How an address is given.
const (
	bare = iota
	link
	image
)

// What slots and encoded values weigh, by how the address is given. Addresses with
// signatures and identifiers are everywhere in results.
var (
	slotWeights  = [3]weights{bare: {0.5, 0.1, 0.4}, link: {0.6, 0.1, 0.5}, image: {0.9, 0.3, 0.8}}
	textWeights  = [3]weights{bare: {0.7, 0.5, 0.4}, link: {0.7, 0.5, 0.5}, image: {0.9, 0.6, 0.8}}
	noiseWeights = [3]weights{bare: {0.3, 0.1, 0.1}, link: {0.3, 0.1, 0.1}, image: {0.5, 0.2, 0.3}}
)

// url judges the address from start to end, whose host begins at host.
func (f *finder) url(text string, start, host, end int) {
	how := given(text, start)
	hostEnd := host
	for hostEnd < end && strings.IndexByte("/?#", text[hostEnd]) < 0 {
		hostEnd++
	}
	if label := text[host:hostEnd]; strings.Contains(label, ".") {
		f.host(label, start, end)
	}
	query := strings.IndexByte(text[hostEnd:end], '?')
	if query < 0 {
		if how == image {
			f.path(text[hostEnd:end], start, end)
		}
		return
	}
	for rest := text[hostEnd+query+1 : end]; rest != ""; {
		var pair string
		pair, rest, _ = strings.Cut(rest, "&")
		name, value, _ := strings.Cut(pair, "=")
		f.value(name, value, how, start, end)
	}
}

// given says how the address at i is given, from what is before it.
func given(text string, i int) int {
	switch before := text[max(0, i-64):i]; {
	case strings.HasSuffix(before, "]("):
		if open := strings.LastIndexByte(before, '['); open > 0 && before[open-1] == '!' {
			return image
		}
		return link
	case strings.HasSuffix(before, "="), strings.HasSuffix(before, `="`), strings.HasSuffix(before, `='`), strings.HasSuffix(before, `=\"`):
		tag := strings.LastIndexByte(before, '<')
		if tag < 0 {
			return bare
		}
		name := word(before, tag+1)
		if among(name, []string{"img", "iframe", "embed", "video", "audio", "link", "script"}) {
			return image
		}
		return link
	default:
		return bare
	}
}

// host judges the labels below the registered domain: names are looked up, and that
// carries data too.
func (f *finder) host(host string, start, end int) {
	label, _, _ := strings.Cut(host, ".")
	switch {
	case slotted(label) && dataName(label):
		f.add(Carrier, start, end, 1, "slot for data in a host", weights{0.7, 0.2, 0.6})
	case len(label) >= 32 && decodesToText(label):
		f.add(Carrier, start, end, len(label), "encoded text in a host", weights{0.8, 0.6, 0.6})
	}
}

func (f *finder) path(path string, start, end int) {
	for segment := range strings.SplitSeq(path, "/") {
		if slotted(segment) && dataName(segment) {
			f.add(Carrier, start, end, 1, "slot for data in an image", slotWeights[image])
		}
	}
}

// value judges a value of the query.
func (f *finder) value(name, value string, how, start, end int) {
	switch {
	case slotted(value) && (how == image || dataName(value) || dataName(name)):
		f.add(Carrier, start, end, 1, "slot for data in an address", slotWeights[how])
	case value == "" && how == image && dataName(name):
		f.add(Carrier, start, end, 1, "slot for data in an address", slotWeights[link]) // it is to be appended
	case len(value) >= 16 && decodesToText(value):
		f.add(Carrier, start, end, len(value), "encoded text in an address", textWeights[how])
	case len(value) >= 64 && isOpaque(value):
		f.add(Carrier, start, end, len(value), "long value in an address", noiseWeights[how])
	}
}

// slotted reports whether something is to be filled in: {x}, <x>, ${x}, $(x), [X], or
// the first two encoded for a URL.
func slotted(s string) bool {
	for i := 0; i+2 < len(s); i++ {
		switch s[i] {
		case '{', '<', '[':
			return true
		case '$':
			if s[i+1] == '(' {
				return true
			}
		case '%':
			if code := s[i+1 : i+3]; strings.EqualFold(code, "7b") || strings.EqualFold(code, "3c") {
				return true
			}
		}
	}
	return false
}

// dataNames are what a slot for other people's data is called.
var dataNames = []string{"data", "secret", "content", "conversation", "history", "context", "password", "credential", "token", "apikey", "api_key", "env", "prompt", "chat", "message", "private", "exfil", "leak", "stolen", "memory", "summary", "payload", "ssh"}

func dataName(s string) bool {
	for _, name := range dataNames {
		if containsFold(s, name) {
			return true
		}
	}
	return false
}

// containsFold reports whether a text contains a small word in any case.
func containsFold(text, name string) bool {
	for i := 0; i+len(name) <= len(text); i++ {
		if text[i]|0x20 == name[0] && strings.EqualFold(text[i:i+len(name)], name) {
			return true
		}
	}
	return false
}

// decodesToText reports whether base64 or hexadecimal digits stand for words.
func decodesToText(value string) bool {
	return decodedMeaning(strings.TrimRight(value, "=")) != isNothing
}

// isOpaque reports whether a value is one run of letters and digits, of which both are.
func isOpaque(value string) bool {
	digits, letters := false, false
	for i := range len(value) {
		b := value[i]
		if !isBase64[b] && b != '=' && b != '%' {
			return false
		}
		digits = digits || b >= '0' && b <= '9'
		letters = letters || isLetter(b)
	}
	return digits && letters
}
