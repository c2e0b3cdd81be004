package detect

// A set of bytes.
type charset [256]bool

func chars(s string) (c charset) {
	for i := range len(s) {
		c[s[i]] = true
	}
	return c
}

func (c charset) or(other charset) charset {
	for b, in := range other {
		c[b] = c[b] || in
	}
	return c
}

func (c charset) not() charset {
	for b, in := range c {
		c[b] = !in
	}
	return c
}

const (
	digits = "0123456789"
	lowers = "abcdefghijklmnopqrstuvwxyz"
	uppers = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

var (
	isDigit = chars(digits)
	isUpper = chars(uppers)
	isLower = chars(lowers)
	isAlpha = isLower.or(isUpper)
	isAlnum = isAlpha.or(isDigit)
	isHex   = chars(digits + "abcdefABCDEF")
	isSpace = chars(" \t\r\n")
	isBlank = chars(" \t")
	isWord  = isAlnum.or(chars("_"))
)

func lower(b byte) byte {
	if isUpper[b] {
		return b | 0x20
	}
	return b
}

// run returns the end of the bytes of c that begin at i, at most limit of them.
func run(text string, i, limit int, c *charset) int {
	end := min(len(text), i+limit)
	for i < end && c[text[i]] {
		i++
	}
	return i
}

// runBack returns the start of the bytes of c that end at i, at most limit of them.
func runBack(text string, i, limit int, c *charset) int {
	end := max(0, i-limit)
	for i > end && c[text[i-1]] {
		i--
	}
	return i
}

// startsToken says whether a token may begin at i: what stands before is no part
// of a word. The letter of an escape ("\n", as in JSON text) and of a
// percent-encoding ("%3D") is no part of a word either.
func startsToken(text string, i int) bool {
	if i == 0 || !isWord[text[i-1]] {
		return true
	}
	return endsEscape(text, i)
}

// endsEscape says whether the byte before i ends an escape sequence.
func endsEscape(text string, i int) bool {
	if i >= 2 && text[i-2] == '\\' {
		switch text[i-1] {
		case 'n', 'r', 't':
			return i < 3 || text[i-3] != ':' // C:\new is a path
		}
	}
	if i >= 3 && text[i-3] == '%' {
		return isHex[text[i-1]] && isHex[text[i-2]]
	}
	return i >= 6 && text[i-6] == '\\' && text[i-5] == 'u' && isHex[text[i-1]] && isHex[text[i-2]]
}

// endsToken says whether a token may end at i.
func endsToken(text string, i int) bool {
	return i >= len(text) || !isWord[text[i]]
}

func isHexText(text string) bool { return run(text, 0, len(text), &isHex) == len(text) }

// containsFold says whether text contains word, which is in lower case.
func containsFold(text, word string) bool { return indexFold(text, word) >= 0 }

func indexFold(text, word string) int {
	for i := 0; i+len(word) <= len(text); i++ {
		if lower(text[i]) == word[0] && hasPrefixFold(text[i:], word) {
			return i
		}
	}
	return -1
}

// hasPrefixFold says whether text begins with word, which is in lower case.
func hasPrefixFold(text, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := range len(word) {
		if lower(text[i]) != word[i] {
			return false
		}
	}
	return true
}

func equalFold(text, word string) bool {
	return len(text) == len(word) && hasPrefixFold(text, word)
}
