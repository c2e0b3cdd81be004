package threat

import "strings"

// refusals are how words begin that say what a tool does not do.
var refusals = []string{"block", "reject", "refus", "denie", "prevent", "forbid", "disallow", "not allow", "protect"}

// claims are how words begin by which a sentence that speaks of a refusal may ask for the path all the
// same: what is not refused, or only without it, or what shall be done to avoid it.
var claims = []string{
	"not", "no", "never", "nothing", "none", "nobody", "don", "doesn", "isn", "aren", "won", "can't", "cannot", "without", "unless", "until",
	"otherwise", "lack", "miss", "omit", "instead", "but", "except", "only", "must", "need", "requir", "should", "shall", "always", "first",
	"before", "you", "please", "however",
}

// orders are verbs of what somebody wants to be done with a path, where they are no part of what is
// refused: "attempts to read".
var orders = map[string]bool{
	"read": true, "open": true, "pass": true, "send": true, "include": true, "attach": true, "add": true, "use": true, "load": true,
	"fetch": true, "cat": true, "copy": true, "upload": true, "give": true, "provide": true, "append": true, "call": true, "get": true,
	"put": true, "paste": true, "show": true, "print": true, "return": true, "see": true, "set": true, "run": true, "submit": true,
}

// within are words behind which such a verb is part of what is refused.
var within = map[string]bool{"to": true, "that": true, "which": true, "who": true, "can": true, "could": true, "would": true, "may": true, "or": true, "and": true}

// refuses reports whether the path at text[i:j], which climbs out of a folder, is an example of what
// a tool keeps out: its sentence says so near it, and asks for nothing.
func refuses(text string, i, j int) bool {
	const near = 80
	from, to := max(0, i-near), min(len(text), j+near)
	from += lastEnd(text[from:i])
	to = j + firstEnd(text[j:to])
	if before := text[from : i+1]; !strings.Contains(before, "../") && !strings.Contains(before, `..\`) {
		return false
	}
	line := strings.ToLower(text[from:to])
	return speaksOfRefusal(line) && !asks(line)
}

// firstEnd is where the first sentence of a text ends, and lastEnd where its last one begins.
func firstEnd(text string) int {
	for i := range len(text) {
		if endsSentence(text, i) {
			return i
		}
	}
	return len(text)
}

func lastEnd(text string) int {
	for i := len(text) - 1; i >= 0; i-- {
		if endsSentence(text, i) {
			return i + 1
		}
	}
	return 0
}

// endsSentence reports whether a sentence ends with a byte. A stop that belongs to a path, a name or
// an abbreviation of letters (e.g.) ends none.
func endsSentence(text string, i int) bool {
	switch text[i] {
	case '\n', ';', '!', '?':
		return true
	case '\\':
		return i+1 < len(text) && (text[i+1] == 'n' || text[i+1] == 'r') && (i+2 == len(text) || text[i+2] <= 'Z')
	case '.':
		return (i+1 == len(text) || text[i+1] == ' ') && (i < 2 || text[i-2] != '.' && isWord(text[i-2]))
	}
	return false
}

func speaksOfRefusal(line string) bool {
	for _, word := range refusals {
		if at := strings.Index(line, word); at >= 0 && (at == 0 || !isWord(line[at-1])) {
			return true
		}
	}
	return false
}

// asks reports whether a sentence does more than to say what is refused.
func asks(line string) bool {
	line = strings.ReplaceAll(line, "not allow", "allow")
	last := ""
	for word := range strings.FieldsFuncSeq(line, func(r rune) bool { return r != '\'' && (r < 'a' || r > 'z') && r < 0x80 }) {
		if orders[word] && !within[last] {
			return true
		}
		for _, claim := range claims {
			if word == claim || len(claim) > 3 && strings.HasPrefix(word, claim) || strings.HasPrefix(word, claim+"'") {
				return true
			}
		}
		last = word
	}
	return false
}
