package detect

// What is read of a name and of a value. A longer value is cut: what follows is
// still hidden by the rules of its format, if it has one.
const (
	nameReach  = 64
	valueReach = 4096
	blankReach = 16
)

var (
	inName    = isWord.or(chars("-.$"))
	quotes    = chars("\"'`")
	operators = chars("=:?!.+|~>")
	// bareStop ends a value without quotes, backslashes included: in JSON text one
	// begins an escape.
	bareStop = isSpace.or(chars("\"'`,;<>()[]{}|\\&"))
	// lineStop ends a value that has its line to itself.
	lineStop = chars("\r\n")
)

// An assignment is a value and how it was given to a name.
type assignment struct {
	start, end int
	quoted     bool
	arrow      bool // the operator was more than a space
	scheme     bool // a scheme stood before the value: "Bearer "
	flag       bool // the name is a command-line flag
	url        bool // the value lies in the query of a URL
	line       bool // the value has its line to itself
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
	a.flag = start < end && text[start] == '-'
	a.url = start > 0 && (text[start-1] == '?' || text[start-1] == '&')
	if k, found := operator(text, j, quoted); found {
		a.arrow = true
		j = skipSpace(text, k)
	} else if k, found := element(text, start, j); found {
		a.arrow, j = true, k
	} else if j == i {
		return a, false
	}
	if !a.arrow && !a.flag && !opensQuote(text, j) {
		k, found := declared(text, j)
		if !found {
			return a, false
		}
		a.arrow, j = true, k
	} else if k, found := declared(text, j); found && a.arrow {
		j = k
	}
	return readValue(text, j, a)
}

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
		return j, opensQuote(text, j)
	}
	return i, false
}

// element steps over the ">" of <name>value</name>.
func element(text string, start, i int) (end int, ok bool) {
	if start == 0 || text[start-1] != '<' || i >= len(text) || text[i] != '>' {
		return i, false
	}
	return run(text, i+1, 4*blankReach, &isSpace), true
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

var quotePrefix = chars("bruRBULf@$")

// readValue reads what begins at i.
func readValue(text string, i int, a assignment) (assignment, bool) {
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
	a.end = bareEnd(text, i, a)
	a.line = lineAlone(text, a.end)
	return a, a.start < a.end
}

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
	limit := min(len(text), start+valueReach)
	slashes := 0
	for j := start; j < limit; j++ {
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

// call steps into a call with a quoted argument: aws.String("…").
func call(text string, i int) (inside int, ok bool) {
	j := run(text, i, 32, &inName)
	if j == i || j >= len(text) || text[j] != '(' || !opensQuote(text, j+1) {
		return i, false
	}
	return j + 1, true
}

// bareEnd returns the end of a value without quotes.
func bareEnd(text string, i int, a assignment) int {
	end := i
	for limit := min(len(text), i+valueReach); end < limit && !bareStop[text[end]]; end++ {
	}
	for end > i && (text[end-1] == '.' || text[end-1] == ':') {
		end--
	}
	return end
}

// lineAlone says whether nothing but a comment follows on the line.
func lineAlone(text string, i int) bool {
	i = run(text, i, blankReach, &isBlank)
	if i >= len(text) || lineStop[text[i]] || text[i] == '#' {
		return true
	}
	return text[i] == '\\' && i+1 < len(text) && (text[i+1] == 'n' || text[i+1] == 'r')
}

// schemes are the words between the name of a header and its credential.
var schemes = []string{"bearer ", "basic ", "token ", "oauth ", "apikey ", "digest ", "negotiate ", "bot ", "jwt ", "key ", "sso-key "}

func skipScheme(text string, start, end int) (from, to int) {
	if k := skipSchemeAt(text, start); k < end {
		return k, end
	}
	return start, end
}

func skipSchemeAt(text string, i int) int {
	for _, s := range schemes {
		if hasPrefixFold(text[i:], s) {
			return run(text, i+len(s), blankReach, &isBlank)
		}
	}
	return i
}
