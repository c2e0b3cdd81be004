package instruction_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat/instruction"
)

// each puts every word of a text between two marks.
func each(text, before, after string) string {
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = before + word + after
	}
	return strings.Join(words, " ")
}

// TestMarksThatSpareHonestTextHideNothing is what somebody writes who knows what is left alone:
// identifiers, words in quotes, formatting.
func TestMarksThatSpareHonestTextHideNothing(t *testing.T) {
	for name, text := range map[string]string{
		"emphasis":               each(open, "_", "_"),
		"strong emphasis":        each(open, "__", "__"),
		"underscores before":     each(open, "_", ""),
		"underscores behind":     each(open, "", "_"),
		"one long identifier":    strings.ReplaceAll(open, " ", "_"),
		"in small letters":       strings.ToLower(strings.ReplaceAll(open, " ", "_")),
		"with two underscores":   strings.ReplaceAll(open, " ", "__"),
		"quotes":                 each(open, `"`, `"`),
		"single quotes":          each(open, "'", "'"),
		"code":                   each(open, "`", "`"),
		"stars":                  each(open, "**", "**"),
		"tags that format":       each(open, "<b>", "</b>"),
		"one after the other":    each(open, "<I><Strong>", "</strong></i>"),
		"tags with attributes":   each(open, `<span class="x">`, "</span>"),
		"tags that stand alone":  strings.ReplaceAll(open, " ", "<wbr/> "),
		"quotes for a few words": strings.NewReplacer("previous", `"previous"`, "password", `"password"`).Replace(open),
	} {
		t.Run(name, func(t *testing.T) {
			for _, place := range []instruction.Place{instruction.Description, instruction.Result} {
				got, ok := instruction.Find(text, place)
				assert.True(t, ok, "%.2f %s", got.Score, got.Reasons)
			}
		})
	}
}

// TestIdentifiersAreNoSentences: as tools, columns and keys are called.
func TestIdentifiersAreNoSentences(t *testing.T) {
	for _, text := range []string{
		`{"ignore_previous_instructions":true,"reveal_password":false,"system_prompt_override":"x","user_password_reset_required":1}`,
		"Sets ignore_all_previous_rules, send_all_user_data and _private_user_password, __all__ or __ignore_previous_rules__.",
	} {
		got, ok := instruction.Find(text, instruction.Result)
		assert.False(t, ok, "%.2f %s: %s", got.Score, got.Reasons, text)
	}
}
