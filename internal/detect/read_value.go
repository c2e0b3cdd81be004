package detect

import "strings"

// opensQuote says whether a quoted value begins at i, its prefix included.
func opensQuote(text string, i int) bool {
	i = run(text, i, 1, &quotePrefix)
	for i < len(text) && text[i] == '\\' {
		i++
	}
	return i < len(text) && quotes[text[i]]
}

var quotePrefix = chars("bruRBULfNE@$")

// block steps to the lines of a block of YAML: password: >- and the value below.
func block(text string, i int) int {
	if i >= len(text) || text[i] != '|' && text[i] != '>' {
		return i
	}
	j := run(text, i+1, 2, &chomping)
	if k := run(text, j, 2, &lineStop); k > j {
		return run(text, k, 4*blankReach, &isBlank)
	}
	return i
}

var chomping = chars("+-")

// readValue reads what begins at i.
func readValue(text string, i int, a assignment) (assignment, bool) {
	if a.sign {
		i = block(text, i)
	}
	for range 2 {
		if opensQuote(text, i) {
			start, end, ok := quotedValue(text, i)
			if !ok {
				return a, false
			}
			a.quoted = true
			a.start, a.end = skipScheme(text, start, end)
			a.scheme = a.start > start
			return a, a.start < a.end
		}
		j, ok := call(text, i)
		if !ok {
			break
		}
		i = j
	}
	if k := skipSchemeAt(text, i); k > i {
		a.scheme, i = true, k
	}
	a.start = i
	a.end = bareEnd(text, i, valueReach)
	if end := a.settingEnd(text); end > a.end {
		a.end = end
	} else if a.end < len(text) {
		a.calls = text[a.end] == '(' || text[a.end] == '[' && a.end+1 < len(text) && quotes[text[a.end+1]]
		a.prose = isBlank[text[a.end]] && a.end+1 < len(text) && isAlpha[text[a.end+1]]
	}
	return a, a.start < a.end
}

var backticks = chars("`")

// quotedValue returns what is between a quote and the next one that has as many
// backslashes in front of it.
func quotedValue(text string, i int) (start, end int, ok bool) {
	i = run(text, i, 1, &quotePrefix)
	depth := 0
	for text[i+depth] == '\\' {
		depth++
	}
	quote := text[i+depth]
	start = i + depth + 1
	if quote == '`' { // as many as one likes in Markdown
		start = run(text, start, 2, &backticks)
	}
	limit := min(len(text), start+quoteReach)
	slashes := 0
	for j := start; j < limit; j++ {
		if k := run(text, j, limit-j, &inQuotes); k > j {
			if j, slashes = k, 0; j == limit {
				break
			}
		}
		switch {
		case text[j] == '\\':
			slashes++
			continue
		case text[j] == quote && slashes <= depth:
			return start, j - slashes, true
		case lineStop[text[j]]:
			return start, j, false
		}
		slashes = 0
	}
	return start, limit, limit == len(text)
}

var inQuotes = quotes.or(lineStop).or(chars(`\`)).not()

// call steps into a call with a quoted argument: aws.String("…").
func call(text string, i int) (inside int, ok bool) {
	j := run(text, i, 32, &inName)
	if j == i || j >= len(text) || text[j] != '(' || !opensQuote(text, j+1) {
		return i, false
	}
	return j + 1, true
}

// bareEnd returns the end of a value without quotes.
func bareEnd(text string, i, reach int) int {
	end := i
	for limit := min(len(text), i+reach); end < limit; end++ {
		if bareStop[text[end]] && !joins(text, end) {
			break
		}
	}
	for end > i && (text[end-1] == '.' || text[end-1] == ':') {
		end--
	}
	return end
}

// joins says whether the byte at i is within a value, although it may part two
// members of a query, two commands or two columns.
func joins(text string, i int) bool {
	switch {
	case i+1 >= len(text):
		return false
	case text[i] == '|':
		return isWord[text[i+1]]
	case text[i] == '&':
		j := run(text, i+1, nameReach, &inName)
		return text[i+1] != '&' && j < len(text) && text[j] != '=' && text[j] != ';' // &quot;
	}
	return false
}

// beginsLine says whether nothing but space, a dash or "export" stands before a name
// on its line.
func beginsLine(text string, i int) bool {
	i = runBack(text, i, 2*blankReach, &isBlank)
	for _, word := range []string{"export", "-", "set", "ENV"} {
		if strings.HasSuffix(text[:i], word) {
			i = runBack(text, i-len(word), 2*blankReach, &isBlank)
		}
	}
	return i == 0 || lineStop[text[i-1]] || endsEscape(text, i)
}

// settingEnd returns the end of a value that goes on to the end of its line with
// signs that would end it elsewhere: PASSWORD=a(b{c. Its name begins the line, as in
// .env, INI and YAML files. A call or an index is no value.
func (a *assignment) settingEnd(text string) int {
	if !a.sign || a.end < len(text) && (text[a.end] == '(' || text[a.end] == '[') && namesFunction(text[a.start:a.end]) {
		return a.end
	}
	wide := run(text, a.start, judged, &inSetting)
	if wide > a.end && (wide == len(text) || lineStop[text[wide]] || wide+2 <= len(text) && endsEscape(text, wide+2)) && beginsLine(text, a.name) {
		return wide
	}
	return a.end
}

func namesFunction(value string) bool {
	return run(value, 0, len(value), &inName) == len(value) && strangeness(value) <= wordLimit && !random(value)
}

var inSetting = isSpace.or(chars("\"'`\\,;")).not()

// schemes are the words between the name of a header and its credential.
var schemes = newWordList("bearer ", "basic ", "token ", "oauth ", "apikey ", "digest ", "negotiate ", "bot ", "jwt ", "key ", "sso-key ", "geniekey ", "splunk ", "ssws ", "aws4-hmac-sha256 ")

func skipScheme(text string, start, end int) (from, to int) {
	if k := skipSchemeAt(text, start); k < end {
		return k, end
	}
	return start, end
}

func skipSchemeAt(text string, i int) int {
	if i == len(text) {
		return i
	}
	for _, s := range schemes[lower(text[i])] {
		if hasPrefixFold(text[i:], s) {
			return run(text, i+len(s), blankReach, &isBlank)
		}
	}
	return i
}
