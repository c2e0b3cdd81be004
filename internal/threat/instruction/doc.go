// Package instruction finds text that instructs a model where data or documentation
// should stand: in a tool's description, a tool's result, a prompt.
//
// Text and the place where it stands go in; the sentence that looks most like an
// instruction comes out, with a score and with reasons. Reasons are fixed names and
// hold nothing of the text.
//
// A request is normal in a prompt, and "use this tool when" is normal in a
// description. So what a sentence says is weighed by its place. One pass splits the
// text into sentences; the borders of JSON values, tags and line ends are borders of
// sentences. Words of a small lexicon have classes, whatever their language: words for
// ignoring, for instructions, for users, verbs of sending. A verb counts only where a
// request has one. Some classes say more when they stand close together: a word for
// ignoring before a word for instructions, "do not" before "tell". Classes and such
// pairs are the features of a logistic model; its weights are in weights.go.
//
// Words are compared as a reader sees them, without accents, invisible characters,
// look-alikes of other alphabets and JSON escapes.
//
// The weights were fitted to the development part of public sets of attacks and of
// harmless descriptions, results and prompts, to examples written for each class, and to
// paragraphs of software documentation, which are full of orders to people. A text with
// an instruction counts by its best sentence, a harmless one by all of them
// (multiple-instance learning: Dietterich, Lathrop, Lozano-Perez, 1997). Weights are
// bounded by hand where data mislead: no word that an attacker is free to add lowers a
// score much, no single sign is evidence, and words for what the data lack, such as
// invisible letters, have the weight of their kind. The biases were set where texts of
// groups that were held out are flagged wrongly about three times in a thousand.
//
// What a reader would get wrong: a score speaks of the sentence, not of intent. A
// quotation of an attack in an article is evidence as well, and so is a customer's
// request in a system of tickets: of a text alone nobody can tell whom it asks. Evidence
// whose only reason is [Request] is the weakest.
package instruction
