package catalog

// What names that two servers share weigh. "search" is everybody's name, and names of
// two words meet by chance as well; one that only looks the same is made to.
const (
	weighsSameName   = 0.25
	weighsSameWords  = 0.4 // of two words and more
	weighsSimilar    = 0.4
	weighsConfusable = 0.8
)

// shadows looks for a tool of another server that has the name of a new one, or one
// that is taken for it, and returns the worst.
func (l *Ledger) shadows(s Server, name string, hash uint32) (v verdict, other Server) {
	look := skeleton(name)
	consider := func(e *entry, found verdict) {
		if e.server.Name != s.Name && found.score > v.score {
			v, other = found, e.server
		}
	}
	i, ok := l.roll.first[hash]
	for n := 0; ok && i >= 0 && n < 64; n++ {
		e := &l.roll.entries[i]
		consider(e, compareNames(name, e.item.name))
		i = e.next
	}
	if v.score == 0 && l.near(s, look, hash, &other) {
		v.add(SimilarName, weighsSimilar)
	}
	return v, other
}

// near looks for a tool of another server whose name differs by one letter.
func (l *Ledger) near(s Server, look string, hash uint32, other *Server) bool {
	signs := signsOf(look)
	for i := range l.roll.entries {
		e := &l.roll.entries[i]
		if e.hash != hash && e.mayBeNear(signs, len(look)) && e.server.Name != s.Name && nearly(look, skeleton(e.item.name)) {
			*other = e.server
			return true
		}
	}
	return false
}

// compareNames judges two names with one skeleton.
func compareNames(a, b string) (v verdict) {
	switch {
	case a == b && wordsIn(a) >= 2:
		v.add(SameName, weighsSameWords)
	case a == b:
		v.add(SameName, weighsSameName)
	case sameWords(a, b):
		v.add(SimilarName, weighsSimilar)
	default:
		v.add(ConfusableName, weighsConfusable)
	}
	return v
}

// sameWords reports whether names differ in case, signs and plural only.
func sameWords(a, b string) bool {
	return unsigned(a) == unsigned(b)
}

// unsigned is a name in small letters, without signs and plural.
func unsigned(name string) string {
	b := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c|0x20)
		case c == '_' || c == '-' || c == '.' || c == ' ' || c == '/' || c == ':':
		default:
			b = append(b, c)
		}
	}
	if n := len(b); n > 0 && b[n-1] == 's' {
		b = b[:n-1]
	}
	return string(b)
}
