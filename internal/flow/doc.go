// Package flow sees data that one tool returned being sent to another. Texts of
// results go in with the number of their source; texts of arguments go in, and out
// come the sources of which something is in them, and how much: through changes of
// case, white space and punctuation, JSON escapes, percent encoding, base64 and hex.
//
// Of a text, only its letters and digits count, in lower case and without the keys of
// JSON objects, unless these are as long as a passage. Two kinds of fingerprints are kept of it, 32 bits each, made with a
// secret key:
//   - passages: every so many characters, at the beginning of a word if one begins there,
//     the hash of the gramSize that follow. Arguments are looked up at the beginning of each
//     word and throughout long ones, such as sentences in Chinese or without their spaces.
//     So any copy of Guaranteed characters holds one of them: the selection of rsync
//     (Tridgell and Mackerras, 1996) with places that both texts agree on (content-defined
//     chunking: Muthitacharoen, Chen and Mazières, SOSP 2001), at half the density of
//     winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003).
//   - values: the hash of what hardly comes up twice by chance, such as an e-mail address,
//     an id or a number, also one in groups, and of a short string in quotes that begins
//     with a capital or a digit, such as a name or a street address.
//
// Show only results that matter: one of a source that is public takes room, and time, for
// nothing.
//
// What a reader would get wrong:
//   - A match says where data went, not that this is wrong. To hand an id from a search
//     to the same server is what tools are for: who calls decides, by Source.
//   - What was in an argument before it was in a result is the agent's own, and no match.
//   - Values that are in the results of many sessions are nobody's, and no match.
//   - Not seen are other encodings (compression, encryption, base32, reversal), data in
//     other words, words of which some are joined and others are not, and short words that are
//     common or have no digits.
package flow
