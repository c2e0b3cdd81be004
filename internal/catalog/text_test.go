package catalog

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSentences(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"a sign and a space":                   {"One. Two! Is it? Yes", []string{"One.", "Two!", "Is it?", "Yes"}},
		"a number and a name go on":            {"Version 1.5 of main.go", []string{"Version 1.5 of main.go"}},
		"an entry of a list":                   {"Use it to:\n- Sort\n- Count\n", []string{"Use it to:", "- Sort", "- Count"}},
		"a line that goes on with a small one": {"Counts the words\n    of a text.\nNot more", []string{"Counts the words\n    of a text.", "Not more"}},
		"an empty line is an end":              {"Counts\n\nwords", []string{"Counts", "words"}},
		"nothing":                              {" \n ", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for at, s := range sentences(test.text) {
				got = append(got, s)
				assert.Equal(t, s, test.text[at:at+len(s)])
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// What the entries of a list say, each for itself, is no sentence that somebody has written.
func TestALayoutIsKept(t *testing.T) {
	const list = "Helps with:\\n- Answers that need a check\\n- Tools of the best teams\\n- Important dates\\n- Audits before a release\\n" +
		"- Notes for the assistant\\n- Calls to other tools first"
	d := key{}.read(`{"name":"help","description":"` + list + `"}`)
	texts := d.added(key{}, nil)
	assert.Len(t, texts, 1)
	assert.Contains(t, texts[0], "check\n- Tools")
	none := func(uint32, string) (bool, bool) { return false, false }
	assert.Less(t, d.judge(key{}, nil, none).score, 0.5)
}

func TestOnlyWhatWasAddedIsJudged(t *testing.T) {
	read := func(description string) *definition {
		return key{}.read(`{"name":"help","description":"` + description + `"}`)
	}
	before := read("Sorts rows. Keeps order.\\nNeeds a table.").profile(key{})
	assert.Empty(t, read("Needs a\\ntable. Sorts   rows.\\n\\nKeeps order").added(key{}, before), "another layout adds nothing")
	assert.Equal(t, []string{"Is fast.\nUses\nan index.", "Is new."},
		read("Sorts rows. Is fast.\\nUses\\nan index. Keeps order. Is new. Needs a table.").added(key{}, before))
}
