package redact

import (
	"encoding/base64"
	"encoding/hex"
	"iter"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// minRun is the length of the shortest run of characters that may be base64 or
// hexadecimal of something: fifteen bytes of base64, ten of hexadecimal.
const minRun = 20

// runChars are those of base64 in both alphabets (RFC 4648, sections 4 and 5), and of
// hexadecimal.
var runChars = func() (is [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_") {
		is[c] = true
	}
	return is
}()

// mayWrap reports whether a text may hold something in another encoding.
func mayWrap(text string) bool {
	if strings.IndexByte(text, '%') >= 0 {
		return true
	}
	for start, end, ok := nextRun(text, 0); ok; start, end, ok = nextRun(text, end) {
		for part := range parts(text, start, end) {
			if _, ok := decodeRun(text[part.start:part.end]); ok {
				return true
			}
		}
	}
	return false
}

type span struct{ start, end int }

// maxGlued is the length of the longest run of which the parts are tried too. Base64 of
// more is no part of a path or of a name.
const maxGlued = 512

// glue parts base64 from what stands beside it, although it belongs to one of the
// alphabets: /users/ZXlK…, session_ZXlK…
const glue = "/-_+"

// parts returns a run, and then what lies between the signs in it that may not be its own.
func parts(text string, start, end int) iter.Seq[span] {
	return func(yield func(span) bool) {
		if !yield(span{start, end}) || end-start > maxGlued {
			return
		}
		for at := start; at < end; {
			next := end
			if n := strings.IndexAny(text[at:end], glue); n >= 0 {
				next = at + n
			}
			if next-at >= minRun && next-at < end-start && !yield(span{at, next}) {
				return
			}
			at = next + 1
		}
	}
}

// nextRun returns the first run at or after a place. It looks at every twentieth
// character first: no run is without one.
func nextRun(text string, from int) (start, end int, ok bool) {
	for probe := from + minRun - 1; probe < len(text); probe += minRun {
		if !runChars[text[probe]] {
			continue
		}
		start, end = probe, probe+1
		for start > from && runChars[text[start-1]] {
			start--
		}
		for end < len(text) && runChars[text[end]] {
			end++
		}
		if end-start >= minRun {
			return start, end, true
		}
		probe = end - 1 // the next probe is minRun beyond what does not belong to a run
	}
	return 0, 0, false
}

// wrapped replaces what is found in what a text wraps: percent-encoding, base64 and
// hexadecimal.
func (r *Redactor) wrapped(key, text string, depth int) (string, bool) {
	out, changed := text, false
	if strings.IndexByte(text, '%') >= 0 {
		out, changed = r.percent(key, text, depth)
	}
	if safe, more := r.runs(key, out, depth); more {
		return safe, true
	}
	return out, changed
}

// delimiters are what values in URLs, forms and headers lie between (RFC 3986, section
// 2.2, and blanks).
const delimiters = "&;=?/#,\"'<>(){}[]| \t\r\n"

// percent replaces what is found in parts that are percent-encoded. The name before an
// equals sign says what its value is.
func (r *Redactor) percent(key, text string, depth int) (string, bool) {
	var b strings.Builder
	from, changed := 0, false
	name, named := key, false // named: by a name that is encoded itself
	for at := 0; at < len(text); {
		n := strings.IndexAny(text[at:], delimiters)
		end := len(text)
		if n >= 0 {
			end = at + n
		}
		part := text[at:end]
		if encoded := strings.IndexByte(part, '%') >= 0; encoded || named {
			if said, err := url.QueryUnescape(part); err == nil && utf8.ValidString(said) {
				if safe, ok := r.value(name, said, depth+1); ok {
					b.WriteString(text[from:at])
					b.WriteString(safe)
					from, changed = end, true
				}
			}
		}
		name, named = key, false
		if end < len(text) && text[end] == '=' {
			name = part
			if said, err := url.QueryUnescape(part); err == nil && said != part {
				name, named = said, true
			}
		}
		at = end + 1
	}
	if !changed {
		return text, false
	}
	b.WriteString(text[from:])
	return b.String(), true
}

// runs replaces runs that say something with a finding in it.
func (r *Redactor) runs(key, text string, depth int) (string, bool) {
	var b strings.Builder
	from := 0
	for start, end, ok := nextRun(text, 0); ok; start, end, ok = nextRun(text, end) {
		for part := range parts(text, start, end) {
			said, ok := decodeRun(text[part.start:part.end])
			if !ok || part.start < from {
				continue
			}
			if _, found := r.value(key, said, depth+1); !found {
				continue
			}
			for part.end < len(text) && text[part.end] == '=' { // padding belongs to it
				part.end++
			}
			b.WriteString(text[from:part.start])
			b.WriteString(masked + "encoded]")
			from, end = part.end, max(end, part.end)
		}
	}
	if from == 0 {
		return text, false
	}
	b.WriteString(text[from:])
	return b.String(), true
}

// sample is how many characters of a run are tried first: most runs stand for no text, and
// are known by their beginning.
const sample = minRun

// decodeRun returns the text that a run stands for; most stand for none.
func decodeRun(run string) (string, bool) {
	var from, to [sample]byte
	copy(from[:], run)
	if n, err := hex.Decode(to[:], from[:]); err == nil && isText(to[:n], false) {
		if said, err := hex.DecodeString(run); err == nil && isText(said, true) {
			return string(said), true
		}
	}
	for _, alphabet := range [...]*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if n, err := alphabet.Decode(to[:], from[:]); err != nil || !isText(to[:n], false) {
			continue
		}
		said, err := alphabet.DecodeString(run[:len(run)/4*4+validRest(len(run)%4)])
		if err == nil && isText(said, true) {
			return string(said), true
		}
	}
	return "", false
}

// validRest is how much of the characters beyond the last four can be decoded.
func validRest(n int) int {
	if n == 1 {
		return 0
	}
	return n
}

// isText reports whether bytes are text that can be read. Unless they are the whole, they
// may end within a rune.
func isText(bytes []byte, whole bool) bool {
	for len(bytes) > 0 && (whole || utf8.FullRune(bytes)) {
		c, n := utf8.DecodeRune(bytes)
		if c == utf8.RuneError && n <= 1 || !unicode.IsPrint(c) && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
		bytes = bytes[n:]
	}
	return true
}
