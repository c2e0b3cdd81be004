// Package sketch answers a question about a stream in fixed memory: [Distinct] says how many
// different things there are.
//
// It says how far off it may be. It can be merged with another one, and then is what it
// would be if it had been shown what both were. It has a binary form with a version, which
// is the same for the same state; what cannot be read is an error and changes nothing. It
// does not allocate when it is shown something, and is not safe for concurrent use.
package sketch
