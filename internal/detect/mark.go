package detect

import "strings"

// marks begin what package redact puts in the place of a value. They name a category
// and have digits drawn by lot in them, so that they would be findings themselves:
// [HASH:url-password:c668a8d9fd60621d].
var marks = []string{"[REDACTED:", "[HASH:", "[PSEUDONYM:"}

// markReach is more than the longest mark.
const markReach = 192

var (
	inCategory = isLower.or(isDigit).or(chars("._-"))
	inMarked   = inCategory.or(chars(":"))
)

// markEnd returns the end of the mark that begins at i, or i. What does not have the
// form of one to its end is text that calls itself so.
func markEnd(text string, i int) int {
	for _, m := range marks {
		if !strings.HasPrefix(text[i:], m) {
			continue
		}
		end := run(text, i+len(m), markReach, &inMarked)
		if end == len(text) || text[end] != ']' || end == i+len(m) || m != marks[0] && !endsInHash(text[i:end]) {
			return i
		}
		return end + 1
	}
	return i
}

// endsInHash says whether a mark ends in the digits of a hash or of a pseudonym.
func endsInHash(text string) bool {
	colon := strings.LastIndexByte(text, ':')
	n := len(text) - colon - 1
	return (n == 16 || n == 32) && isHexText(text[colon+1:])
}

// hasMark says whether there is a mark in a value: what is left of the value was looked
// at before.
func hasMark(value string) bool {
	for i := 0; i < len(value); i++ {
		if value[i] == '[' && markEnd(value, i) > i {
			return true
		}
	}
	return false
}
