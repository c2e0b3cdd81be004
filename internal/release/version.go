package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	distVersion = regexp.MustCompile(`(?m)^  version: (\S+)$`)
	// Semantic versions without build metadata, which file names and Go modules do not take.
	wellFormed = regexp.MustCompile(`^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`)
)

// manifestVersion is the version that builder-config.yaml has.
func manifestVersion(root string) (string, error) {
	manifest, err := os.ReadFile(filepath.Join(root, "builder-config.yaml"))
	if err != nil {
		return "", err
	}
	m := distVersion.FindSubmatch(manifest)
	if m == nil {
		return "", errors.New("builder-config.yaml has no version")
	}
	return string(m[1]), nil
}

// overlay lets the compiler see the generated main package with another version. It returns the
// file for -overlay.
func overlay(root, dir, from, to string) (string, error) {
	replaced := map[string]string{}
	for file, texts := range map[string][2]string{
		"otelcol-mcp/main.go":       {`Version:     "` + from + `"`, `Version:     "` + to + `"`},
		"otelcol-mcp/components.go": {`"github.com/otelcol-mcp/otelcol-mcp v` + from + `"`, `"github.com/otelcol-mcp/otelcol-mcp v` + to + `"`},
	} {
		original, err := filepath.Abs(filepath.Join(root, file))
		if err != nil {
			return "", err
		}
		source, err := os.ReadFile(original)
		if err != nil {
			return "", err
		}
		if !strings.Contains(string(source), texts[0]) {
			return "", fmt.Errorf("%s does not have version %s: run make generate", file, from)
		}
		copied := filepath.Join(dir, filepath.Base(file))
		if err := os.WriteFile(copied, []byte(strings.ReplaceAll(string(source), texts[0], texts[1])), 0o600); err != nil {
			return "", err
		}
		replaced[original] = copied
	}
	text, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	return file, os.WriteFile(file, text, 0o600)
}
