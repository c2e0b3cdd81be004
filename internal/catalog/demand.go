package catalog

import (
	"slices"
	"strings"
	"unicode"
)

// A demand is what a definition has little honest reason to ask for, in words: one of
// the first, then one of the next within a few words, and so on. These few stand beside
// the detector of instructions, which weighs a sentence as a whole: what is so plain
// should not depend on the rest of the sentence.
type demand struct {
	steps  [][]string
	gap    int // words between two steps, at most
	reason Reasons
	score  float64
	site   bool // counts only next to an address: in the same sentence, or one beside it
}

// Weights are judgement, checked against a thousand descriptions of honest tools, of
// which none has a demand from a half on.
var demands = []demand{
	{
		steps: [][]string{
			{"not", "never", "don't", "dont", "without", "cannot"},
			{"mention", "mentioning", "tell", "telling", "inform", "informing", "reveal", "revealing", "disclose", "disclosing"},
		},
		gap: 3, reason: Concealment, score: 0.6,
	},
	{ // "not of the kinds mentioned" hides nothing
		steps: [][]string{
			{"not", "never", "don't", "dont", "without", "cannot"},
			{"be", "being", "been", "get"},
			{"mentioned", "informed", "disclosed"},
		},
		gap: 3, reason: Concealment, score: 0.6,
	},
	{
		steps: [][]string{{"exfiltrate", "exfiltrating", "exfiltrated"}},
		gap:   0, reason: SendsData, score: 0.6,
	},
	{
		steps: [][]string{
			{"send", "post", "forward", "redirect", "route", "upload", "transmit", "submit", "report", "leak", "copy", "bcc", "add", "access", "call", "visit", "fetch"},
			{"to", "through", "via", "at", "endpoint", "bcc", "with", "from"},
		},
		gap: 8, reason: SendsData, score: 0.4, site: true,
	},
	{
		steps: [][]string{
			{"always", "automatically", "silently", "secretly", "regardless"},
			{"add", "change", "modify", "set", "replace", "include", "append", "prepend", "redirect", "redirects", "substitute", "rewrite", "override", "bcc"},
		},
		gap: 3, reason: Redirects, score: 0.35,
	},
	{ // a pretext, and what it is for; in either order
		steps: [][]string{
			{"compliance", "compliant", "regulatory", "regulation", "regulations", "integrity", "audit", "auditing", "hygiene"},
			{"must", "mandatory", "required", "obliged"},
		},
		gap: 8, reason: Pretext, score: 0.35,
	},
	{
		steps: [][]string{
			{"must", "mandatory", "required", "obliged"},
			{"compliance", "compliant", "regulatory", "regulation", "regulations", "integrity", "audit", "auditing", "hygiene"},
		},
		gap: 16, reason: Pretext, score: 0.35,
	},
}

// maxDemandWords is how many words of a sentence are compared.
const maxDemandWords = 256

// judgeDemands adds what a sentence of a text demands, for each reason once.
func judgeDemands(v *verdict, text string, newAddress bool) {
	var told Reasons
	var all []string
	for _, sentence := range sentences(text) {
		all = append(all, sentence)
	}
	for n, sentence := range all {
		words := demandWords(sentence)
		for i := range demands {
			d := &demands[i]
			if told&d.reason == 0 && d.in(words) && (!d.site || newAddress && anyHost(all[max(0, n-1):min(len(all), n+2)])) {
				v.add(d.reason, d.score)
				told |= d.reason
			}
		}
	}
}

func anyHost(sentences []string) bool {
	for _, s := range sentences {
		for range hosts(s) {
			return true
		}
	}
	return false
}

// demandWord is a word of a sentence, in small letters.
type demandWord struct {
	text   string
	quoted bool // a quotation begins or ends with it
}

// demandWords are the first words of a sentence.
func demandWords(sentence string) []demandWord {
	var words []demandWord
	for word := range strings.FieldsFuncSeq(strings.ToLower(sentence), notOfWord) {
		bare := strings.TrimFunc(word, isQuote)
		words = append(words, demandWord{strings.ReplaceAll(bare, "’", "'"), len(bare) < len(word)})
		if len(words) == maxDemandWords {
			break
		}
	}
	return words
}

// notOfWord reports whether a sign is part of no word. Quotes are.
func notOfWord(r rune) bool {
	return (r < 'a' || r > 'z') && !isQuote(r) && (r < 0x80 || !unicode.IsLetter(r))
}

func isQuote(r rune) bool { return strings.ContainsRune("'`\"‘’“”„«»", r) }

// in reports whether the steps of a demand follow each other in some words. A word that is quoted is
// spoken of, unless the sentence needs it as its verb: behind "do", and directly behind what the
// demand began with.
func (d *demand) in(words []demandWord) bool {
	for i, w := range words {
		if !slices.Contains(d.steps[0], w.text) {
			continue
		}
		ordered := i > 0 && auxiliary[words[i-1].text]
		if d.goesOn(words[i+1:], 1, w.quoted && !ordered, ordered || w.text != "not") {
			return true
		}
	}
	return false
}

// auxiliary are words between which and a verb there is no other.
var auxiliary = map[string]bool{
	"do": true, "does": true, "must": true, "should": true, "shall": true, "will": true, "would": true, "may": true, "can": true,
	"could": true, "to": true, "you": true, "please": true, "is": true, "are": true, "be": true, "need": true,
}

// goesOn reports whether the other steps follow: the next one directly and as it is if what was
// before is quoted, and quoted only where a verb can be.
func (d *demand) goesOn(words []demandWord, step int, spoken, verb bool) bool {
	if step == len(d.steps) {
		return !spoken
	}
	for i := range min(d.gap+1, len(words)) {
		w := words[i]
		if !slices.Contains(d.steps[step], w.text) || w.quoted && (spoken || !verb || i > 0) || spoken && i > 0 {
			continue
		}
		if d.goesOn(words[i+1:], step+1, false, true) {
			return true
		}
	}
	return false
}
