package detect

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
	if !ok && (c.text == "identified by" || c.text == "login password") {
		a, ok = readValue(s.text, run(s.text, end, blankReach, &isBlank), assignment{flag: true})
	}
	if !ok || a.calls {
		return
	}
	if !a.quoted && a.end-a.start > longValue {
		s.passed = a.end
	}
	value := s.text[a.start:a.end]
	if keyed && s.known(c, a, value[:min(len(value), judged)]) || !sensitive || a.start < s.assigned {
		return
	}
	if !a.quoted && s.text[start:end] == "PASS" {
		return // "PASS: TestX" is the outcome of a test
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

// sensitiveName says whether the word name[from:to] makes the name one of a secret:
// it is a word of its own, and what follows does not make it a name of something
// else, such as token_type.
func sensitiveName(name string, from, to int, kind nameKind) bool {
	if to-from <= 4 && kind != passName || to-from <= 3 {
		if !startsWord(name, from) {
			return false
		}
	}
	rest := name[to:]
	if kind == keyName && oneOf(lastWord(name[:from]), mapKeys) || kind == tokenName && oneOf(lastWord(name[:from]), pageTokens) {
		return false
	}
	if rest == "" || rest == "s" && kind != keyName {
		return true
	}
	if !isAlpha[rest[0]] || isUpper[rest[0]] && !isUpper[name[to-1]] {
		return !harmless(lastWord(rest))
	}
	for _, more := range []string{"s", "key", "value", "e"} { // keys, "secretkey", "secrete"
		if equalFold(rest, more) || hasPrefixFold(rest, more) && !isAlpha[rest[len(more)]] {
			return !harmless(lastWord(rest[len(more):]))
		}
	}
	return false
}

// oneOf says whether a word is one of some, in any case.
func oneOf(w string, all []string) bool {
	for _, other := range all {
		if equalFold(w, other) {
			return true
		}
	}
	return false
}

// pageTokens are the words before "token" when it says where to go on.
var pageTokens = []string{
	"next", "page", "prev", "previous", "progress", "continuation", "continue", "cursor", "pagination", "cancel", "cancellation", "sync",
	"bos", "eos", "pad", "unk", "mask", "cls", "sep", "stop", "special",
}

// mapKeys are the words before "key" when it is one of a table.
var mapKeys = []string{
	"primary", "foreign", "partition", "sort", "hash", "range", "cache", "row", "public", "pub", "idempotency", "composite",
	"natural", "unique", "index", "object", "routing", "route", "group", "map", "dict", "hot", "short", "translation", "i18n",
	"message", "event", "job", "project", "issue", "storage", "lookup", "search", "filter", "config", "react", "query", "state",
	"parent", "child", "next", "last", "first", "prev", "start", "end", "data", "field", "column", "item", "node", "session",
	"press", "function", "shift", "ctrl", "alt", "enter", "esc", "arrow", "site", "s3",
}

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

// harmlessWords end names that speak about a secret without being one.
var harmlessWords = []string{
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
	"test", "role", "strength", "within", "complexity", "mappings", "settings",
}

func harmless(w string) bool { return oneOf(w, harmlessWords) }
