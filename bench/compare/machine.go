package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// machine says in one line what the numbers were measured on.
func machine() string {
	info, _ := os.ReadFile("/proc/cpuinfo") // Linux only; elsewhere there is the architecture
	return fmt.Sprintf("%s, %d CPUs, %s %s/%s", model(string(info)), runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// model finds the processor's name in what Linux says about it.
func model(info string) string {
	for line := range strings.Lines(info) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unnamed processor"
}
