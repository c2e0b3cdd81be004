package detect

import "strings"

// What is read of a name and of a value. A value in quotes ends at the next quote,
// so that few of them are read twice; one without is read on once it is known to be
// a secret.
const (
	nameReach  = 64
	valueReach = 4096
	quoteReach = 1 << 16
	longValue  = 512 // names within a value of this length are not looked at
	blankReach = 16
)

var (
	inName    = isWord.or(chars("-.$"))
	quotes    = chars("\"'`")
	stars     = chars("*")
	operators = chars("=:?!.+|~>")
	// bareStop ends a value without quotes, backslashes included: in JSON text one
	// begins an escape.
	bareStop = isSpace.or(chars("\"'`,;<>()[]{}\\&|"))
	// lineStop ends a value that has its line to itself.
	lineStop = chars("\r\n")
)

// An assignment is a value and how it was given to a name.
type assignment struct {
	name       int // where it begins
	start, end int
	quoted     bool
	arrow      bool // the operator was more than a space
	scheme     bool // a scheme stood before the value: "Bearer "
	flag       bool // the name is a command-line flag
	sign       bool // the operator was "=", ":" or one like them
	verb       bool // in a sentence: the password is …
	beside     bool // with nothing but a space between: password …
	argument   bool // name and value are arguments of a call
	calls      bool // the value is a function that is called, or a table
	prose      bool // words follow
}

// name returns the span of the name that contains text[from:to].
func nameAround(text string, from, to int) (start, end int) {
	start = runBack(text, from, nameReach, &inName)
	if start < from && endsEscape(text, start+1) {
		start++
	}
	end = run(text, to, nameReach, &inName)
	for end > to && !isWord[text[end-1]] {
		end--
	}
	return start, end
}

// assigned returns the value that is assigned to the name text[start:end].
func assigned(text string, start, end int) (a assignment, ok bool) {
	i, quoted := closeName(text, end)
	j := run(text, i, blankReach, &isBlank)
	a.name, a.flag = start, start < end && text[start] == '-'
	if k, found := operator(text, j, quoted); found {
		if text[j] == ':' && start > 0 && text[start-1] == '/' {
			return a, false // the host of a URL
		}
		a.arrow, a.sign, a.argument = true, true, text[j] == ','
		j = skipSpace(text, run(text, k, 2, &stars)) // **Password:** in Markdown
	} else if k, found := element(text, start, j, quoted); found {
		a.arrow, j = true, k
	} else if quoted && hasPrefixFold(text[j:], "value=") { // key="Password" value="…"
		a.arrow, j = true, j+len("value=")
	} else if k, found := setFor(text, j); found {
		a.arrow, j = true, k
	} else if k, found := verb(text, i, j); found {
		a.arrow, a.verb, j = true, true, k
	} else if j == i {
		return a, false
	}
	if !a.arrow && !a.flag && !opensQuote(text, j) {
		if k, found := declared(text, j); found {
			a.arrow, j = true, k
		} else {
			a.beside, j = true, run(text, j, 1, &parentheses)
		}
	} else if k, found := declared(text, j); found && a.arrow {
		j = k
	}
	return readValue(text, j, a)
}

var parentheses = chars("(")

// closeName steps over what ends a name: a quote, an index.
func closeName(text string, i int) (end int, quoted bool) {
	for i < len(text) {
		switch {
		case text[i] == '\\' && i+1 < len(text) && (quotes[text[i+1]] || text[i+1] == '\\'):
			i++
		case quotes[text[i]]:
			i++
			quoted = true
		case text[i] == '[':
			j := run(text, i+1, 8, &isAlnum)
			if j >= len(text) || text[j] != ']' {
				return i, quoted
			}
			i = j + 1
		case text[i] == ']' && quoted, text[i] == '*':
			i++
		default:
			return i, quoted
		}
	}
	return i, quoted
}

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
