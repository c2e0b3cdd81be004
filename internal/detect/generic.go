package detect

import "strings"

// assignment looks at a name that contains a sensitive word, text[from:to], and at
// the value that it is given.
func (s *scan) assignment(c *candidate, from, to int) {
	if from < s.passed {
		return
	}
	keyed := len(c.keyed) > 0 && startsWord(s.text, from)
	start, end := nameAround(s.text, from, to)
	sensitive := s.set.own.generic != nil && c.kind != noName && sensitiveName(s.text[start:end], from-start, to-start, c.kind)
	if !keyed && !sensitive {
		return
	}
	a, ok := assigned(s.text, start, end)
	if (!ok || a.beside) && (c.text == "identified by" || c.text == "login password") {
		a, ok = readValue(s.text, run(s.text, end, blankReach, &isBlank), assignment{flag: true})
	} else if (!ok || a.beside) && c.text == "identified with" {
		a, ok = s.identified(end)
	}
	if sensitive && a.arrow && a.start >= s.several {
		s.manifold(a, c.kind)
	}
	if sensitive && (!ok || a.beside || a.argument) {
		s.heading(start, end, c.kind)
	}
	if sensitive && !ok {
		s.valueBefore(start, c.kind)
	}
	if !ok || a.calls {
		return
	}
	if !a.quoted && a.end-a.start > longValue {
		s.passed = a.end
	}
	value := s.text[a.start:a.end]
	if keyed && !a.beside && s.known(c, a, value[:min(len(value), judged)]) || !sensitive || a.start < s.assigned {
		return
	}
	if speaksOtherwise(s.text, start, end, value, c.kind, a) {
		return
	}
	if secretValue(value, c.kind, a) {
		if len(value) == valueReach && !a.quoted {
			a.end = bareEnd(s.text, a.start, len(s.text))
			s.passed = a.end
		}
		s.assigned = a.end
		s.add(a.start, a.end, s.set.own.generic)
	}
}

// identified reads the value of IDENTIFIED WITH plugin BY '…', which MySQL writes.
func (s *scan) identified(i int) (assignment, bool) {
	plugin := run(s.text, i, nameReach, &inPlugin)
	for _, w := range []string{" by ", " as "} {
		if at := indexFold(s.text[i:plugin], w); at >= 0 && opensQuote(s.text, i+at+len(w)) {
			return readValue(s.text, i+at+len(w), assignment{flag: true})
		}
	}
	return assignment{}, false
}

var inPlugin = isWord.or(chars(" '\""))

// valueBefore adds the value that stands before its name, text[start:…], in one object:
// {"value": "…", "name": "password"}.
func (s *scan) valueBefore(start int, kind nameKind) {
	colon := runBack(s.text, start, 4, &opening)
	if colon == start || colon == 0 || s.text[colon-1] != ':' {
		return
	}
	from := max(0, start-objectReach)
	open := strings.LastIndexByte(s.text[from:start], '{')
	if open < 0 {
		return
	}
	from += open
	at := indexFold(s.text[from:colon], "value")
	if at < 0 || !quotes[s.text[from+at-1]] {
		return
	}
	i, quoted := closeName(s.text, from+at+len("value"))
	if i = skipSpace(s.text, i); !quoted || i >= len(s.text) || s.text[i] != ':' {
		return
	}
	a, ok := readValue(s.text, skipSpace(s.text, i+1), assignment{arrow: true})
	if value := s.text[a.start:max(a.start, a.end)]; ok && a.quoted && a.end < start && secretValue(value, kind, a) {
		s.add(a.start, a.end, s.set.own.generic)
	}
}

const objectReach = 256

// manifold adds what is secret where more than one value may stand.
func (s *scan) manifold(a assignment, kind nameKind) {
	switch {
	case a.start >= len(s.text) || a.start < s.assigned:
	case !a.quoted && (s.text[a.start] == '[' || s.text[a.start] == '{'):
		s.nested(a.start, kind)
	case kind == cookieName:
		s.cookies(a.start, a.quoted, a.end)
	}
}

// known adds a value that has the format of a rule with this key.
func (s *scan) known(c *candidate, a assignment, beginning string) bool {
	for _, r := range c.keyed {
		if r.shape.whole(s.text[a.start:a.end]) && !placeholder(beginning) {
			s.add(a.start, a.end, r)
			return true
		}
	}
	return false
}

// startsWord says whether a word of a name begins at i: after a separator, after
// another case.
func startsWord(text string, i int) bool {
	return i == 0 || !isAlpha[text[i-1]] || isUpper[text[i]] && !isUpper[text[i-1]] || endsEscape(text, i)
}

// speaksOtherwise says whether what stands around a sensitive name, text[start:end],
// makes its value something else.
func speaksOtherwise(text string, start, end int, value string, kind nameKind, a assignment) bool {
	name := text[start:end]
	switch {
	case markEnd(text, a.end) > a.end: // what is left of the value was looked at before
		return true
	case name == "PASS" && !a.quoted: // "PASS: TestX" is the outcome of a test
		return true
	case equalFold(name, "pass") && !a.arrow && !a.flag: // pass "x" to it
		return true
	case kind != passName && equalFold(lastWord(name), "hash"):
		return isDigest(value)
	}
	return a.argument && judges(text, start)
}

// isDigest says whether a value has the form of what a hash function made. Of a token
// that tells nothing. Of a password it may tell all: a dictionary finds many.
func isDigest(value string) bool {
	switch len(value) {
	case 32, 40, 56, 64, 96, 128:
		return isHexText(value)
	}
	return len(value) > 3 && value[0] == '$' && strings.IndexByte(value[1:], '$') > 0
}

// judges says whether the name at i is the first argument of a call that hashes or
// compares: what is called "password" there is a password, and no name of the second
// argument.
func judges(text string, i int) bool {
	i = runBack(text, i, 4, &opening)
	if i == 0 || text[i-1] != '(' {
		return false
	}
	function := text[runBack(text, i-1, nameReach, &inName) : i-1]
	for _, w := range []string{"hash", "check", "verify", "compare", "match", "crypt", "valid"} {
		if containsFold(function, w) {
			return true
		}
	}
	return false
}

var opening = quotes.or(chars("\\ "))

// sensitiveName says whether the word name[from:to] makes the name one of a secret:
// it is a word of its own, and what follows does not make it a name of something
// else, such as token_type.
func sensitiveName(name string, from, to int, kind nameKind) bool {
	if to-from <= 4 && kind != passName || to-from <= 3 {
		if !startsWord(name, from) {
			return false
		}
	}
	return secretEnd(name[to:], kind, isUpper[name[to-1]]) && !otherKind(name[:from], name[to:], to-from, kind)
}

// secretEnd says whether what follows the word leaves the name one of a secret. upper
// says that the word is in upper case.
func secretEnd(rest string, kind nameKind, upper bool) bool {
	if rest == "" || rest == "s" && kind != keyName {
		return true
	}
	if !isAlpha[rest[0]] || isUpper[rest[0]] && !upper {
		return !harmlessWords.has(lastWord(rest))
	}
	for _, more := range []string{"s", "key", "value", "e"} { // keys, "secretkey", "secrete"
		if equalFold(rest, more) || hasPrefixFold(rest, more) && !isAlpha[rest[len(more)]] {
			return !harmlessWords.has(lastWord(rest[len(more):]))
		}
	}
	return false
}

// otherKind says whether the words around make it the name of something that is called
// alike: a next_token, a primary key, the complexity of passwords.
func otherKind(before, rest string, size int, kind nameKind) bool {
	switch kind {
	case keyName:
		if mapKeys.has(lastWord(before)) {
			return true
		}
	case tokenName:
		if pageTokens.has(lastWord(before)) {
			return true
		}
	case passName:
		if rest != "" && size == len("pw") {
			return true
		}
	}
	return rest != "" && measures.has(firstWord(rest))
}

// pageTokens are the words before "token" when it says where to go on.
var pageTokens = newWordList(
	"next", "page", "prev", "previous", "progress", "continuation", "continue", "cursor", "pagination", "cancel", "cancellation", "sync",
	"bos", "eos", "pad", "unk", "mask", "cls", "sep", "stop", "special",
)

// mapKeys are the words before "key" when it is one of a table.
var mapKeys = newWordList(
	"primary", "foreign", "partition", "sort", "hash", "range", "cache", "row", "public", "pub", "idempotency", "composite",
	"natural", "unique", "index", "object", "routing", "route", "group", "map", "dict", "hot", "short", "translation", "i18n",
	"message", "event", "job", "project", "issue", "storage", "lookup", "search", "filter", "config", "react", "query", "state",
	"parent", "child", "next", "last", "first", "prev", "start", "end", "data", "field", "column", "item", "node", "session",
	"press", "function", "shift", "ctrl", "alt", "enter", "esc", "arrow", "site", "s3",
)

// lastWord returns the last word of a name: after the last separator or change to
// upper case.
func lastWord(name string) string {
	end := len(name)
	for end > 0 && !isAlnum[name[end-1]] {
		end--
	}
	i := end
	for i > 0 && isAlnum[name[i-1]] {
		i--
		if isUpper[name[i]] && i > 0 && isLower[name[i-1]] {
			break
		}
	}
	return name[i:end]
}

// firstWord returns the first word of the rest of a name: up to the next separator or
// change to upper case.
func firstWord(rest string) string {
	start := 0
	for start < len(rest) && !isAlnum[rest[start]] {
		start++
	}
	i := start
	for i < len(rest) && isAlnum[rest[i]] && (i == start || !isUpper[rest[i]] || isUpper[rest[i-1]]) {
		i++
	}
	return rest[start:i]
}

// measures are the words behind a secret that make a name one of how it has to be,
// whatever follows them.
var measures = newWordList("complexity", "strength", "policy", "expiry", "expiration", "length", "minlength", "maxlength", "hint")

// harmlessWords end names that speak about a secret without being one.
var harmlessWords = newWordList(
	"id", "ids", "name", "names", "type", "types", "url", "uri", "urls", "path", "file", "files", "filename", "dir", "field", "fields",
	"length", "len", "size", "count", "limit", "limits", "usage", "budget", "used", "max", "min", "total", "cost", "price",
	"expires", "expiry", "expiration", "expire", "ttl", "at", "in", "on", "date", "time", "timeout", "seconds", "ms", "age",
	"required", "enabled", "disabled", "exists", "valid", "invalid", "set", "present", "changed", "supported", "allowed",
	"policy", "strategy", "method", "methods", "reset", "hint", "label", "title", "description", "prefix", "suffix", "version",
	"algorithm", "alg", "format", "arn", "endpoint", "server", "host", "port", "class", "model", "generator", "provider",
	"manager", "store", "storage", "service", "handler", "parser", "validator", "index", "position", "offset", "status", "state",
	"error", "message", "text", "help", "placeholder", "env", "var", "ref", "reference", "selector", "param", "params", "header",
	"scope", "scopes", "mode", "flow", "kind", "issuer", "audience", "list", "map", "table", "column", "bucket", "ring", "rotation",
	"estimate", "per", "ids_mapping", "autogenerated", "generation", "schema", "vault", "manager_arn", "question", "domain", "only", "spec", "callback", "nonce", "timestamp", "user", "username", "login", "email",
	"test", "role", "strength", "within", "complexity", "mappings", "settings", "fingerprint", "thumbprint", "checksum",
)
