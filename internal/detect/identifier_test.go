package detect

import (
	"strings"
	"testing"
)

func TestIdentifiersArePassedOver(t *testing.T) {
	tests := []struct{ name, text, passed string }{
		{"a UUID", "3f8a2c1d-0b4e-4a6f-9c3d-5e7f8a9b0c1d x", "3f8a2c1d-0b4e-4a6f-9c3d-5e7f8a9b0c1d"},
		{"a UUID with a number at its beginning", "30812014-0b4e-4a6f-9c3d-5e7f8a9b0c1d", "30812014-0b4e-4a6f-9c3d-5e7f8a9b0c1d"},
		{"a hash", "0" + hexa(39), "0" + hexa(39)},
		{"a time", "2025-03-04T11:22:33.120Z", "2025-03-04T11:22:33"},
		{"a time with a space", "2025-03-04 11:22:33", "2025-03-04 11:22:33"},
		{"a date", "2025-03-04,", "2025-03-04"},
		{"no date with more behind it", "2025-03-04-1234", ""},
		{"no UUID with more behind it", "3f8a2c1d-0b4e-4a6f-9c3d-5e7f8a9b0c1d2", ""},
		{"no other length", "0" + hexa(41), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if end := identifier(test.text, 0, run(test.text, 0, 32, &isDigit)); test.text[:end] != test.passed {
				t.Errorf("passed over %q, want %q", test.text[:end], test.passed)
			}
		})
	}
	uuid := "a" + tests[0].passed[1:]
	if end := uuidAround(uuid, 9); end != len(uuid) {
		t.Errorf("of a UUID with a letter at its beginning %q is passed over", uuid[9:end])
	}
}

// TestWhatIsFoundDoesNotDependOnWhereItStands: eight places are looked at together, and
// what is passed over ends anywhere in the next eight.
func TestWhatIsFoundDoesNotDependOnWhereItStands(t *testing.T) {
	own, err := Compile(append(Specs(), RuleSpec{ID: "own", Pattern: `20[0-9]{2}-03-04T11`}, RuleSpec{ID: "near", Pattern: `beef[0-9a-f]{4}`, Keywords: []string{"beef"}}))
	if err != nil {
		t.Fatal(err)
	}
	key := "glpat-" + mixed(20)
	tests := []struct {
		name, text string
		set        *Set
	}{
		{"behind a UUID", "3f8a2c1d-0b4e-4a6f-9c3d-5e7f8a9b0c1d " + key, Builtin()},
		{"behind a time", "2025-03-04T11:22:33 jane@example.org", Builtin()},
		{"behind a hash", "0" + hexa(39) + " +44 20 7946 0958", Builtin()},
		{"a time, by a rule of users", "2025-03-04T11:22:33", own},
		{"part of a UUID, by a rule of users", "3f8a2c1d-0b4e-4a6f-9c3d-5e7fbeef0c1d", own},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for n := range 40 {
				if found := test.set.Find(nil, strings.Repeat(" ", n)+test.text+strings.Repeat(" ", 40-n)); len(found) != 1 {
					t.Errorf("%d findings behind %d blanks", len(found), n)
				}
			}
		})
	}
}
