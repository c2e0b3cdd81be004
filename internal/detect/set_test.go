package detect

import "testing"

func TestBuiltinRulesFindTheirExamples(t *testing.T) {
	if _, err := Compile(Specs()); err != nil {
		t.Fatal(err)
	}
}
