package catalog

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fewWords are too few to be an enumeration.
const fewWords = 3

// sorted returns a text with the words of its enumerations sorted. Servers keep names in
// sets, whose order is another with every start: "ls, cat, pwd" says what "pwd, ls, cat"
// does. Only words that stand alone between commas are an enumeration; the parts of a
// sentence are not.
func sorted(text string) string {
	if strings.Count(text, ",") < fewWords-1 {
		return text
	}
	b := []byte(text)
	for at := 0; at < len(text); {
		words, end := enumeration(text, at)
		if len(words) >= fewWords {
			sortWords(b, text, words)
		}
		at = max(end, at+1)
	}
	return string(b)
}

// span is where a word stands.
type span struct{ from, to int }

// enumeration returns the words from text[at] on that only commas part, and where the last
// one ends.
func enumeration(text string, at int) (words []span, end int) {
	for end = at; end < len(text); {
		to := wordEnd(text, end)
		if to == end {
			break
		}
		words = append(words, span{end, to})
		if to == len(text) || text[to] != ',' {
			if goesOnWithWord(text[to:]) {
				words = words[:len(words)-1] // "a, b, or ask": it is not alone
			}
			return words, to
		}
		for end = to + 1; end < len(text) && text[end] == ' '; {
			end++
		}
	}
	return words, end
}

func goesOnWithWord(text string) bool {
	return len(text) > 1 && text[0] == ' ' && wordEnd(text, 1) > 1
}

// wordEnd returns where the word at text[at] ends. Signs between letters, and quotes around
// them, belong to it.
func wordEnd(text string, at int) int {
	for at < len(text) {
		switch c := text[at]; {
		case isNameByte(c), c >= utf8.RuneSelf, c == '\'', c == '"', c == '`':
			at++
		case (c == '.' || c == '/' || c == ':' || c == '@') && at+1 < len(text) && isNameByte(text[at+1]):
			at++
		default:
			return at
		}
	}
	return at
}

// sortWords puts words of a text into their places in b, in order.
func sortWords(b []byte, text string, words []span) {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = text[w.from:w.to]
	}
	slices.Sort(names)
	at := words[0].from
	for i, name := range names {
		at += copy(b[at:], name)
		if i+1 < len(names) {
			at += copy(b[at:], text[words[i].to:words[i+1].from])
		}
	}
}
