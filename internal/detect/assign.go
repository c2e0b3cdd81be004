package detect

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
