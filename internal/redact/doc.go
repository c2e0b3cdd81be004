// Package redact replaces what must not leave in a text: the findings of package detect,
// and whole values by the name that they stand under.
//
// Text is looked at as it is, and again where it says the same in another way: escapes
// in strings of JSON, JSON in such strings, percent-encoding, base64 and hexadecimal.
// What is found in a wrapping replaces the wrapping. JSON stays JSON: what is not
// replaced stays byte for byte, and a number that is replaced becomes a string.
//
// What a reader would get wrong: a text that cannot be followed to its end, because it is
// wrapped too often, is replaced as a whole. Passing it on would be a guess.
package redact
