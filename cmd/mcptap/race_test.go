//go:build race

package main

// Under the race detector mcptap is built with it: what it finds is on standard error.
func init() { buildFlags = append(buildFlags, "-race") }
