package instruction_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

func TestFindCostsNoMemory(t *testing.T) {
	for name, text := range benign {
		assert.Zero(t, testing.AllocsPerRun(20, func() { instruction.Find(text, instruction.Result) }), name)
	}
	assert.Zero(t, testing.AllocsPerRun(20, func() { instruction.Find(open, instruction.Result) }))
}

func TestBenignTextsAreLeftAlone(t *testing.T) {
	for name, text := range benign {
		for place := instruction.Description; place <= instruction.Arguments; place++ {
			got, ok := instruction.Find(text, place)
			assert.False(t, ok, "%s %d: %.2f %s", name, place, got.Score, got.Reasons)
		}
	}
}
