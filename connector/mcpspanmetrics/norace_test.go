//go:build !race

package mcpspanmetrics

const underRace = false
