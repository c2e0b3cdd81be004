package detect

import (
	"slices"
	"sync"
)

// byID says which rules the scanner calls itself.
func (b *builtins) byID() map[string]**Rule {
	return map[string]**Rule{
		"sensitive-name":      &b.generic,
		"email":               &b.email,
		"card":                &b.card,
		"us-ssn":              &b.ssn,
		"phone":               &b.phone,
		"ip":                  &b.ip,
		"mac":                 &b.mac,
		"iban":                &b.iban,
		"url-password":        &b.userinfo,
		"bitcoin-address":     &b.bitcoin,
		"kubernetes-secret":   &b.manifest,
		"facebook-bare-token": &b.facebook,
	}
}

// Specs returns the built-in rules, for [Compile] with or without others.
func Specs() []RuleSpec {
	all := slices.Concat(
		cloud(),
		codeHosts(),
		models(),
		payment(),
		messaging(),
		dataServices(),
		teamServices(),
		authentication(),
		links(),
		commands(),
		generic(),
		personal(),
		national(),
	)
	for i := range all {
		all[i].builtin = true
	}
	return all
}

// Builtin returns the set of the built-in rules.
var Builtin = sync.OnceValue(func() *Set {
	s, err := Compile(Specs())
	if err != nil {
		panic("built-in rules: " + err.Error()) // a test compiles them
	}
	return s
})

// scanned stands in rules that the scanner calls itself.
func scanned(string, int) (start, end int, ok bool) { return 0, 0, false }
