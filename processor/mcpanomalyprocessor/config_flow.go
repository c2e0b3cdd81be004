package mcpanomalyprocessor

import (
	"errors"
	"fmt"
	"strings"
)

// Validate checks the patterns.
func (c *FlowConfig) Validate() error {
	return errors.Join(validatePatterns("private", c.Private), validatePatterns("open", c.Open))
}

func validatePatterns(key string, patterns []string) error {
	errs := []error{atMost(key, "patterns long", len(patterns), maxPatterns)}
	for i, p := range patterns {
		if server, tool, ok := strings.Cut(p, "/"); !ok || server == "" || tool == "" {
			errs = append(errs, fmt.Errorf("%s::%d: must be server/tool, but is %q", key, i, p))
		}
	}
	return errors.Join(errs...)
}

// matcher reports whether one of the patterns is that of a tool; nil without any.
func matcher(patterns []string) func(server, tool string) bool {
	if len(patterns) == 0 {
		return nil
	}
	return func(server, tool string) bool {
		for _, p := range patterns {
			s, t, _ := strings.Cut(p, "/")
			if glob(s, server) && glob(t, tool) {
				return true
			}
		}
		return false
	}
}

// glob reports whether a text is what a pattern stands for, in which * is any text.
func glob(pattern, text string) bool {
	head, rest, some := strings.Cut(pattern, "*")
	if !some {
		return pattern == text
	}
	if !strings.HasPrefix(text, head) {
		return false
	}
	text = text[len(head):]
	for {
		part, next, more := strings.Cut(rest, "*")
		if !more {
			return strings.HasSuffix(text, part)
		}
		at := strings.Index(text, part)
		if at < 0 {
			return false
		}
		text, rest = text[at+len(part):], next
	}
}
