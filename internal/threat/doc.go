// Package threat finds content in tool descriptions, arguments and results that does
// harm without being an instruction in plain words: text that a person cannot see,
// terminal controls, encoded payloads, links that carry data out, paths to what is
// secret, shell commands where none belongs.
//
// [Find] says where the evidence is and how strong. What a reader would get wrong:
// evidence is not a verdict. Most kinds have honest uses, and the same bytes weigh
// differently in a description, which only a model reads, and in the result of a shell.
//
// Text may be raw JSON: \u escapes count as the characters they stand for. Text within
// text, whose backslashes are escaped once more, is not unpacked.
package threat
