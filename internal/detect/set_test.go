package detect

import (
	"strings"
	"testing"
)

func TestEveryBuiltinRuleFindsItsExamples(t *testing.T) {
	set := Builtin()
	kinds := 0
	for _, spec := range Specs() {
		t.Run(spec.ID, func(t *testing.T) {
			if len(spec.True) == 0 || len(spec.False) == 0 {
				t.Error("a rule has texts that it finds something in, and texts that it does not")
			}
			for i, text := range spec.True {
				if !finds(set, spec.ID, text) {
					t.Errorf("true example %d is not found", i+1)
				}
			}
			for i, text := range spec.False {
				if finds(set, spec.ID, text+"\n") { // or it might be cut off
					t.Errorf("false example %d is found", i+1)
				}
			}
		})
		if spec.Class != PII {
			kinds++
		}
	}
	if kinds < 150 {
		t.Errorf("%d kinds of credentials", kinds)
	}
}

func finds(set *Set, id, text string) bool {
	for _, f := range set.Find(nil, text) {
		if f.Rule.ID == id {
			return true
		}
	}
	return false
}

func TestRulesThatCannotBeCompiledSayWhy(t *testing.T) {
	tests := map[string]struct {
		spec RuleSpec
		want string
	}{
		"without an id":                     {RuleSpec{Pattern: "abc[0-9]+"}, `rule "": id is empty`},
		"without a pattern":                 {RuleSpec{ID: "a"}, `rule "a": pattern is empty`},
		"with a broken pattern":             {RuleSpec{ID: "a", Pattern: "abc["}, `rule "a": pattern: error parsing regexp`},
		"without anything to look for":      {RuleSpec{ID: "a", Pattern: "[0-9]{9}"}, `rule "a": keywords are missing`},
		"with a keyword of one byte":        {RuleSpec{ID: "a", Pattern: "[0-9]{9}", Keywords: []string{"x"}}, `rule "a": keyword of 1 bytes`},
		"with a key of one byte":            {RuleSpec{ID: "a", Pattern: "[0-9]{9}", Keys: []string{"x"}}, `rule "a": key of 1 bytes`},
		"with an example that is not found": {RuleSpec{ID: "a", Pattern: "abc[0-9]{9}", True: []string{"", "abc1"}}, `rule "a": finds nothing in example 1 of true`},
		"with an example found by mistake":  {RuleSpec{ID: "a", Pattern: "abc[0-9]{9}", False: []string{"abc123456780"}}, `rule "a": finds something in example 1 of false`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Compile([]RuleSpec{test.spec})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
	if _, err := Compile([]RuleSpec{{ID: "a", Pattern: "abc[0-9]"}, {ID: "a", Pattern: "abd[0-9]"}}); err == nil || !strings.Contains(err.Error(), "used twice") {
		t.Errorf("error %v for an id that is used twice", err)
	}
}

func TestErrorsDoNotRepeatExamples(t *testing.T) {
	_, err := Compile([]RuleSpec{{ID: "a", Pattern: "abc[0-9]{9}", True: []string{"hush-hush"}}})
	if err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("error %v", err)
	}
}

func TestRulesOfUsers(t *testing.T) {
	tests := map[string]struct {
		spec       RuleSpec
		text, want string
	}{
		"a literal prefix":           {RuleSpec{Pattern: `acme_[a-z]{8}`}, "x acme_kqzjwvxh y", "acme_kqzjwvxh"},
		"a group called value":       {RuleSpec{Pattern: `acme:(?P<value>[a-z]{8})`}, "acme:kqzjwvxh", "kqzjwvxh"},
		"a keyword near the value":   {RuleSpec{Pattern: `[0-9]{6}`, Keywords: []string{"Badge"}}, "badge no. 482916", "482916"},
		"a key":                      {RuleSpec{Pattern: `[a-z]{8}`, Keys: []string{"acme"}}, `{"acmeKey": "kqzjwvxh"}`, "kqzjwvxh"},
		"a pattern that goes back":   {RuleSpec{Pattern: `acme_[a-z]+z[0-9]`}, "acme_kqzjwz9", "acme_kqzjwz9"},
		"alternatives":               {RuleSpec{Pattern: `(?:acme|emca)-[0-9]{4}`}, "emca-4829", "emca-4829"},
		"either case":                {RuleSpec{Pattern: `(?i)acme-[0-9]{4}`}, "ACME-4829", "ACME-4829"},
		"characters beyond ASCII":    {RuleSpec{Pattern: `№ [0-9]{4}é?`}, "x № 4829é", "№ 4829é"},
		"a longer token is another":  {RuleSpec{Pattern: `acme_[a-z]{8}`}, "acme_kqzjwvxhh", ""},
		"a token within another one": {RuleSpec{Pattern: `acme_[a-z]{8}`}, "xacme_kqzjwvxh", ""},
		"after an escape in JSON":    {RuleSpec{Pattern: `acme_[a-z]{8}`}, `\nacme_kqzjwvxh\n`, "acme_kqzjwvxh"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			test.spec.ID = "own"
			set, err := Compile([]RuleSpec{test.spec})
			if err != nil {
				t.Fatal(err)
			}
			found := set.Find(nil, test.text)
			if len(found) > 1 || len(found) == 0 && test.want != "" {
				t.Fatalf("%d findings", len(found))
			}
			for _, f := range found {
				if got := test.text[f.Start:f.End]; got != test.want {
					t.Errorf("found %q, want %q", got, test.want)
				}
			}
		})
	}
}

func TestFindAppends(t *testing.T) {
	before := []Finding{{Start: 7, End: 9}}
	got := Builtin().Find(before, "a@example.org and b@example.org")
	if len(got) != 3 || got[0] != before[0] || got[1].Start != 0 || got[2].Start != 18 {
		t.Errorf("findings %v", got)
	}
}
