// Package each shows every text of traces, metrics and logs to a [Visitor], in place.
//
// A text is whatever somebody may have written: attribute values of every type and
// depth, the keys they stand under, names of spans and events, messages, bodies.
// Numbers are texts too: a card number fits into an integer. Not shown are ids and
// times, booleans that the visitor does not ask for, names and versions of scopes,
// severities by number, and what a metric is called, measured in and described with;
// schema URLs only if something in them belongs to one caller.
//
// What the visitor answers replaces the text. What it does not change stays as it is,
// byte for byte, and costs no memory.
package each
