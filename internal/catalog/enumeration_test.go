package catalog

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSorted(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "",
		"Runs pwd, ls, cat.":                    "Runs cat, ls, pwd.",
		"pwd,ls,cat":                            "cat,ls,pwd",
		"of d, 'b', 'a', 'c.d' and more":        "of 'a', 'b', d, 'c.d' and more",
		"c, a, b\nf, e, d":                      "a, b, c\nd, e, f",
		"one word, another":                     "one word, another",
		"b, a":                                  "b, a",
		"Never send it, always keep it, or ask": "Never send it, always keep it, or ask",
		"Äpfel, Birnen, Ananas":                 "Ananas, Birnen, Äpfel",
		",,, , b,,a,":                           ",,, , b,,a,",
		"z, y, x, keep it":                      "x, y, z, keep it",
	} {
		assert.Equal(t, want, sorted(text), text)
		assert.Equal(t, sorted(text), sorted(sorted(text)), "sorted is sorted: %s", text)
	}
}

// A server that lists what it allows from a set lists it otherwise with every start.
func TestTheOrderOfAnEnumerationIsNoChange(t *testing.T) {
	const tool = `{"name":"run","description":"Runs one of: pwd, ls, cat.","inputSchema":{"properties":{"fields":{"type":"string","default":"size,name,date"}}}}`
	changed := func(old, with string) []Change {
		l := NewLedger([16]byte{})
		l.Observe(Server{Name: "shell"}, 1, DefinedTool, "run", tool, 1, nil)
		return l.Observe(Server{Name: "shell"}, 1, DefinedTool, "run", strings.Replace(tool, old, with, 1), 2, nil)
	}
	assert.Empty(t, changed("pwd, ls, cat", "cat, pwd, ls"))
	assert.Empty(t, changed("size,name,date", "date,size,name"))
	assert.Len(t, changed("pwd, ls, cat", "pwd, ls, rm"), 1)
	assert.Len(t, changed("pwd, ls, cat", "pwd, ls"), 1)
	assert.Len(t, changed("Runs one of", "One of runs"), 1)
}
