package threat

import (
	"encoding/base64"
	"strings"
)

// decodedLength is how much of an encoding is decoded, in bytes. What a payload is shows
// in its beginning.
const decodedLength = 240

// findEncoded decodes long runs of base64 and hexadecimal digits and judges what comes
// out: words and scripts are evidence, images and keys are not. Arguments are not
// judged: files are uploaded that way.
func findEncoded(f *finder, text string) {
	if f.place == Arguments {
		return
	}
	for start, end := nextRun(text, 0); start >= 0; start, end = nextRun(text, end) {
		f.judgeRun(text, start, end)
	}
	findScriptURIs(f, text)
}

// nextRun finds the next run that is long enough, with what belongs to its alphabet
// around it.
func nextRun(text string, i int) (start, end int) {
	start, end = nextAlphanumeric(text, i)
	if start < 0 {
		return start, end
	}
	for start > i && isBase64[text[start-1]] {
		start--
	}
	for end < len(text) && isBase64[text[end]] {
		end++
	}
	return start, end
}

// judgeRun decodes a run and notes what it means.
func (f *finder) judgeRun(text string, start, end int) {
	if start > 0 && text[start-1] == '.' && strings.Contains(text[max(0, start-1024):start], "eyJ") {
		return // the rest of a token of RFC 7519
	}
	length := (end - start) * 3 / 4
	switch decodedMeaning(text[start:end]) {
	case isScript:
		f.add(Encoded, start, end, length, "encoded script", weights{Description: 0.9, Result: 0.7})
	case isInstruction:
		f.add(Encoded, start, end, length, "encoded instruction", weights{Description: 0.9, Result: 0.7})
	case isWords:
		f.add(Encoded, start, end, length, "encoded text", weights{Description: 0.6, Result: 0.2})
	}
}

// decodedMeaning decodes hexadecimal digits or base64 and says what comes out.
func decodedMeaning(run string) int {
	var buffer [decodedLength]byte
	decoded := decodeHex(buffer[:0], run)
	if decoded == nil {
		decoded = decodeBase64(buffer[:0], run)
	}
	return meaning(decoded)
}

// decodeHex decodes digits of which there is an even number; nil for anything else.
func decodeHex(dst []byte, run string) []byte {
	if len(run)%2 != 0 {
		return nil
	}
	for i := 0; i+1 < len(run) && len(dst) < decodedLength; i += 2 {
		high, ok1 := hexDigit(run[i])
		low, ok2 := hexDigit(run[i+1])
		if !ok1 || !ok2 {
			return nil
		}
		dst = append(dst, high<<4|low)
	}
	return dst
}

// decodeBase64 decodes the beginning of a run in either alphabet of RFC 4648.
func decodeBase64(dst []byte, run string) []byte {
	encoding := base64.RawStdEncoding
	if strings.ContainsAny(run, "-_") {
		encoding = base64.RawURLEncoding
	}
	whole := min(len(run), decodedLength*4/3) &^ 3
	var in [decodedLength * 4 / 3]byte
	n, err := encoding.Decode(dst[:cap(dst)], in[:copy(in[:], run[:whole])])
	if err != nil {
		return nil
	}
	return dst[:n]
}

// What decoded bytes mean.
const (
	isNothing = iota
	isWords
	isInstruction
	isScript
)

// Words that tell scripts and instructions from other text.
var (
	scriptWords      = []string{"curl ", "wget ", "<script", "/bin/sh", "/bin/bash", "bash -", "powershell", "rm -rf", "eval(", "exec(", "import os", "subprocess", "invoke-expression", "javascript:", "document.cookie", "nc -e"}
	instructionWords = []string{"ignore ", "previous instruction", "you must", "do not tell", "don't tell", "system prompt", "instructions", "the user", "send all", "exfiltrate", "disregard"}
)

// meaning judges decoded bytes: nine in ten are letters, spaces and signs of ASCII, and
// there are three words at least.
func meaning(decoded []byte) int {
	letters, spaces := 0, 0
	for _, b := range decoded {
		switch {
		case isLetter(b):
			letters++
		case b == ' ' || b == '\n' || b == '\t' || b == '\r':
			spaces++
		case b < 0x20 || b >= 0x7f:
			return isNothing
		}
	}
	folded := fold(decoded)
	switch {
	case len(decoded) < runLength/2 || letters*2 < len(decoded):
		return isNothing
	case containsAny(folded, scriptWords):
		return isScript
	case spaces < 2 || spaces*16 < len(decoded) || decoded[0] == '{' || decoded[0] == '[':
		return isNothing
	case containsAny(folded, instructionWords):
		return isInstruction
	default:
		return isWords
	}
}

// fold makes letters small in place.
func fold(text []byte) string {
	for i, b := range text {
		if b >= 'A' && b <= 'Z' {
			text[i] = b | 0x20
		}
	}
	return string(text)
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// scriptURIs are the data: URIs (RFC 2397) that a browser runs.
var scriptURIs = []string{"data:text/html", "data:text/javascript", "data:application/javascript", "data:application/x-javascript", "data:application/xhtml"}

func findScriptURIs(f *finder, text string) {
	for i := 0; ; {
		at := strings.Index(text[i:], "data:")
		if at < 0 {
			return
		}
		at += i
		for _, uri := range scriptURIs {
			if strings.HasPrefix(text[at:], uri) {
				f.add(Encoded, at, at+len(uri), 1, "script in a data URI", weights{Description: 0.8, Result: 0.5})
			}
		}
		i = at + len("data:")
	}
}
