package detect

// Bounds of what stands under one name: a list, an object, the cookies of a request.
const (
	severalReach = 4096
	severalDepth = 4
)

// cookies adds the values of a Cookie header behind the first: theme=dark; sid=…. What
// begins at i is read up to the end of its line or quotes.
func (s *scan) cookies(i int, quoted bool, end int) {
	if !quoted {
		end = run(s.text, i, severalReach, &inCookies)
	}
	for i < min(end, len(s.text)) {
		next := run(s.text, i, end-i, &inCookie)
		name := run(s.text, i, next-i, &inName)
		if name < next && s.text[name] == '=' && !cookieAttributes.has(s.text[i:name]) {
			s.cookie(name+1, next)
		}
		i = run(s.text, next+1, blankReach, &isBlank)
	}
	s.several = max(s.several, end)
}

// cookie adds a value that opens something: long, and not made of words or digits alone.
func (s *scan) cookie(start, end int) {
	if start < s.assigned || end-start < 8 {
		return
	}
	value := s.text[start:min(end, start+judged)]
	a := assignment{start: start, end: end, arrow: true, quoted: true}
	if random(value) && secretValue(value, tokenName, a) {
		s.take(a)
	}
}

// take adds the value of a sensitive name.
func (s *scan) take(a assignment) {
	s.assigned = a.end
	s.add(a.start, a.end, s.set.own.generic)
}

var (
	inCookies        = chars("\r\n\"'`\\").not()
	inCookie         = chars(";").not()
	cookieAttributes = newWordList("path", "domain", "expires", "max-age", "samesite", "version", "comment", "priority")
)

// A nest is a list or an object under a sensitive name, on its way.
type nest struct {
	kind   nameKind
	object [severalDepth]bool
	depth  int
	key    string // of the member whose value comes
}

// nested adds what is secret in the list or the object that begins at i: {"password":
// {"value": "…"}}, {"api_keys": {"prod": "…"}}, tokens: [a, b]. The names within have
// their say too.
func (s *scan) nested(i int, kind nameKind) {
	n := nest{kind: kind}
	end := min(len(s.text), i+severalReach)
	if markEnd(s.text, i) > i {
		return
	}
	for i < end {
		switch b := s.text[i]; {
		case b == '[' && markEnd(s.text, i) > i:
			i = markEnd(s.text, i)
		case b == '[' || b == '{':
			if n.depth == severalDepth {
				i = end
				break
			}
			n.object[n.depth] = b == '{'
			n.depth++
			i++
		case b == ']' || b == '}':
			i++
			if n.depth--; n.depth == 0 {
				end = i
			}
		case b == ',' || b == ':' || isSpace[b]:
			i++
		default:
			i = s.part(&n, i)
		}
	}
	s.several = max(s.several, min(i, end))
}

// part reads a name or a value of a nest and returns its end.
func (s *scan) part(n *nest, i int) int {
	a, ok := readValue(s.text, i, assignment{arrow: true})
	if a.end <= i || !a.quoted && !inOnePiece(s.text[i:a.end]) {
		return len(s.text) // a program goes on
	}
	after := a.end
	if a.quoted { // as many backslashes, and the quote
		after = min(run(s.text, a.end, blankReach, &backslashes)+1, len(s.text))
	}
	if next := skipSpace(s.text, after); n.object[n.depth-1] && next < len(s.text) && s.text[next] == ':' {
		n.key = s.text[a.start:a.end]
		return next + 1
	}
	switch {
	case !ok || a.start < s.assigned:
	case n.kind == cookieName:
		s.cookies(a.start, true, a.end)
	case n.holds(s.text[a.start:a.end], a):
		s.take(a)
	}
	if n.object[n.depth-1] {
		n.key = ""
	}
	return after
}

var backslashes = chars(`\`)

// holds says whether a value of the nest is secret. In an object it takes more than the
// name of the whole: {"credentials": {"region": "eu-west-1"}}.
func (n *nest) holds(value string, a assignment) bool {
	last := lastWord(n.key)
	if run(n.key, 0, len(n.key), &inName) < len(n.key) {
		last = "" // no name of a member: {"credentials": {"bob@x.invalid": "…"}}
	}
	if harmlessWords.has(last) || publicMembers.has(n.key) || !secretValue(value, n.kind, a) {
		return false
	}
	return n.kind == passName && (n.key == "" || valueNames.has(last)) || drawn(value) && inOnePiece(value)
}

// inOnePiece says whether a value has nothing but the signs that encodings of random
// bytes have.
func inOnePiece(value string) bool {
	return run(value, 0, len(value), &inPiece) == len(value)
}

var inPiece = isWord.or(chars("-.~+/=:|$@"))

// drawn says whether a value was drawn by lot, and is no identifier of a program.
func drawn(value string) bool {
	return random(value) && !isUUID(value) && (count(value).digits > 0 || turns(value)*2 >= len(value) && strangeness(value) > wordLimit)
}

// publicMembers are those of a JSON Web Key that everybody may know (RFC 7518, 6.2.1 and
// 6.3.1; RFC 7517, 4.5 to 4.9).
var publicMembers = newWordList("n", "e", "x", "y", "kid", "x5c", "x5t", "x5t#s256")

// valueNames are names of members that hold the value itself.
var valueNames = newWordList("value", "values", "secret", "password", "plain", "plaintext", "raw", "current", "new", "old", "stringvalue", "default", "example")
