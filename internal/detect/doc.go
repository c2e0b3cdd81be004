// Package detect finds secrets and personal data in text.
//
// Text goes in, non-overlapping findings in the order of the text come out: where
// a value begins and ends, and which rule says so. What to put in its place is not
// decided here.
//
// Rules are values, one family to a file, with texts that they must and must not
// find beneath them. Their formats are facts of the providers' documentation; the
// source of each is named with it.
//
// One pass over the text looks at pairs of bytes ([trigger]). Few pairs are of
// interest: those that begin a number, hold an '@', or lie in a literal of some
// rule. Only there a matcher looks closer, and it looks at a bounded number of
// bytes, so that no input costs more than its length.
//
// A finding is about the value alone. The name in front of it, the quotes around it
// and the scheme before it ("Bearer ") stay, or nobody could read what is left.
package detect
