// Package harness is what end-to-end tests share: the programs they run, processes that are gone when a test ends, free
// addresses, and waiting for what takes time. It is for tests only.
package harness
