// Package dedup recognises spans that tell of a call which another span of the same
// role has already told: two instrumentations in one process, a wrapper around a
// wrapper, a span that was sent twice.
//
// The same chain of parents says which calls an agent has made: [Window.Below].
//
// Nothing is held back for it: the first span that is seen counts, whether it is the
// outer or the inner one, and a later twin is recognised. What a reader would get
// wrong: spans that are no calls have to be shown as well, because a chain of parents
// goes through them.
package dedup
