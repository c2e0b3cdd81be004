// Package bounded holds state that cannot grow beyond what it was made for.
//
// Every type says what it loses when its bound is reached. The time comes in as
// a parameter; who owns the value owns the lock.
package bounded
