package instruction

import "strings"

// narrowed removes the classes that the word text[i:j] has only beside certain others.
func (r *reader) narrowed(i, j int, c classes) classes {
	switch {
	case c&model.set() != 0 && r.modelOfThings(i, j):
		c &^= model.set()
	case c&orders.set() != 0 && r.trainingData(i, j):
		c &^= orders.set()
	case c&informing.set() != 0 && r.unknown(i, j):
		c &^= informing.set()
	case c&you.set() != 0 && j-i > len("you") && r.text[i]|0x20 == 'y':
		r.s.owner = r.word
	}
	return c
}

// modelOfThings tells whether text[i:j] is a model of something else than language: "data
// model", "pricing models".
func (r *reader) modelOfThings(i, j int) bool {
	if n := j - i; r.text[i]|0x20 != 'm' || n != len("model") && n != len("models") || i < 2 || r.text[i-1] != ' ' {
		return false
	}
	var word [16]byte
	k := i - 1
	for k > 0 && kinds[r.text[k-1]] == letter && i-k < len(word) {
		k--
	}
	n := copy(word[:], r.text[k:i-1])
	for l := range n {
		word[l] |= 0x20
	}
	return n > 0 && !beforeModel[string(word[:n])]
}

// beforeModel are words between which and "model" nothing is said of what it is a model
// of, and those that say it is one of language.
var beforeModel = setOf(`a an the this that these those any all each every some no other another which same current new
	my our your their its his her dear hello hi hey attention note to for of as by with from and or if when is are be
	i you we they the ai llm language large foundation chat generative reasoning thinking conversational intelligent
	ml gpt claude gemini llama openai anthropic underlying calling invoking base main system trained deep`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// trainingData tells whether text[i:j] says what a model has learned from, which is no
// instruction.
func (r *reader) trainingData(i, j int) bool {
	return j-i == len("training") && r.text[i]|0x20 == 't' && strings.HasPrefix(r.text[j:], " data")
}

// unknown tells whether text[i:j] says that the reader or the writer does not know
// something, which hides nothing: "if you do not know".
func (r *reader) unknown(i, j int) bool {
	s := &r.s
	return j-i == len("know") && r.text[i]|0x20 == 'k' && s.near(not, r.word, 3) && (s.near(you, r.word, 4) || s.near(me, r.word, 4))
}
