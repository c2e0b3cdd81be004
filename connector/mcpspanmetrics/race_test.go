//go:build race

package mcpspanmetrics

// underRace makes tests that are about numbers, not about goroutines, do less: the race
// detector makes them ten times as slow.
const underRace = true
