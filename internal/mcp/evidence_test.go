package mcp

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKnownEvidence(t *testing.T) {
	for _, known := range []string{"protocol", "conversation", "trace", "task", "principal"} {
		assert.Equal(t, known, KnownEvidence(strings.Clone(known)))
	}
	for _, text := range []string{"", "Protocol", "guess", "protocol "} {
		assert.Empty(t, KnownEvidence(text), "%q", text)
	}
}
