package detect

import "strings"

// operator steps over "=", ":", ":=", "=>", "==", "?=" and their like, and over the
// comma between two quoted arguments.
func operator(text string, i int, quoted bool) (end int, ok bool) {
	end = run(text, i, 4, &operators)
	for j := i; j < end; j++ {
		if text[j] == '=' || text[j] == ':' {
			return end, text[i] != '.' || end > i+1
		}
	}
	if quoted && i < len(text) && text[i] == ',' {
		j := run(text, i+1, blankReach, &isBlank)
		return argument(text, j)
	}
	return i, false
}

// setFor steps to the value of SET PASSWORD FOR 'bob'@'%' = '…'.
func setFor(text string, i int) (end int, ok bool) {
	if !hasPrefixFold(text[i:], "for ") {
		return i, false
	}
	end = run(text, i, nameReach, &inAccount)
	if end == len(text) || text[end] != '=' || !opensQuote(text, skipSpace(text, end+1)) {
		return i, false
	}
	return skipSpace(text, end+1), true
}

var inAccount = isWord.or(quotes).or(chars(" @%.-\\"))

// verb steps over the verb of a sentence: the password is …, set the token to …, the
// key for the test system is …
func verb(text string, i, j int) (end int, ok bool) {
	if j == i {
		return i, false
	}
	for _, w := range []string{"is ", "was ", "to "} {
		if strings.HasPrefix(text[j:], w) {
			return skipSpace(text, j+len(w)), true
		}
	}
	for _, w := range []string{"for ", "of ", "on ", "you "} { // the words between are few
		if strings.HasPrefix(text[j:], w) {
			end = run(text, j+len(w), 2*blankReach, &inClause)
			if is := strings.Index(text[j:end], " is "); is >= 0 {
				return skipSpace(text, j+is+len(" is ")), true
			}
		}
	}
	return i, false
}

var inClause = isWord.or(chars(" '/-"))

// argument steps to the value that follows a name and a comma: the second argument
// of a call, or the member of an object that says "value". In the second case the
// name is the value of a member itself: {"name": "API_KEY", "value": "…"}.
func argument(text string, i int) (end int, ok bool) {
	if !opensQuote(text, i) {
		return i, false
	}
	start, stop, ok := quotedValue(text, i)
	if !ok {
		return i, false
	}
	after, _ := closeName(text, stop)
	after = run(text, after, blankReach, &isBlank)
	if after >= len(text) || text[after] != ':' {
		return i, true
	}
	if key := text[start:stop]; !equalFold(key, "value") && !equalFold(key, "secret") && !equalFold(key, "default") {
		return i, false
	}
	return skipSpace(text, after+1), true
}

// element steps to the value of <name>value</name>, of <x:name type="…">, and of
// <entry key="name">, in which <value> or CDATA may come first.
func element(text string, start, i int, quoted bool) (end int, ok bool) {
	switch {
	case i >= len(text) || start == 0:
		return i, false
	case opensTag(text, start):
		i = run(text, i, tagReach, &inTag)
		ok = i < len(text) && text[i] == '>' && text[i-1] != '/'
	default:
		ok = quoted && text[i] == '>'
	}
	if !ok {
		return i, false
	}
	i = run(text, i+1, 4*blankReach, &isSpace)
	for _, wrap := range []string{"<value>", "<string>", "<![cdata["} {
		if hasPrefixFold(text[i:], wrap) {
			i = run(text, i+len(wrap), 4*blankReach, &isSpace)
		}
	}
	return i, true
}

const tagReach = 256

var inTag = chars("<>\r\n").not()

// opensTag says whether the name at i is that of an element, with a prefix or not.
func opensTag(text string, i int) bool {
	if text[i-1] == ':' {
		i = runBack(text, i-1, nameReach, &inName)
	}
	return i > 0 && text[i-1] == '<'
}

// declared steps over a type between name and value: token string = "…".
func declared(text string, i int) (end int, ok bool) {
	j := run(text, i, 32, &inName)
	k := run(text, j, blankReach, &isBlank)
	if j == i || k+1 >= len(text) || text[k] != '=' || text[k+1] == '=' || k == j {
		return i, false
	}
	return skipSpace(text, k+1), true
}

func skipSpace(text string, i int) int { return run(text, i, blankReach, &isBlank) }
