// Package observe makes spans and log records from what passes through a tap, beside
// the relay: [Observer.Show] copies bytes into a bounded queue and returns, a goroutine
// cuts them into messages and shows those to a [capture.Recorder].
//
// What a reader would get wrong: when the queue is full, both directions become unseen,
// not the one that did not fit. A hole in one of them would let calls end in ways that
// they did not: an answer unseen, its request cancelled too late. Both are seen again
// when the queue was emptied, each from the beginning of a line on, and what was open
// by then is given up.
package observe
