package redact

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/detect"
)

// TestExamplesOfAllRulesTwice: a second redactor behind the first leaves what that one
// has put in the place of values, whatever category it names.
func TestExamplesOfAllRulesTwice(t *testing.T) {
	for _, action := range []Action{Mask, Hash} {
		rule := Rule{Action: action}
		engine, err := New(Options{Rules: detect.Builtin(), Classes: map[detect.Class]Rule{detect.Secret: rule, detect.PII: rule}})
		require.NoError(t, err)
		r := engine.NewRedactor()
		for _, spec := range detect.Specs() {
			for _, text := range spec.True {
				for _, key := range []string{"", "text", "password"} {
					once, changed, _ := r.Text(key, text)
					twice, again, _ := r.Text(key, once)
					assert.True(t, changed, "%s: an example is not found", spec.ID)
					assert.False(t, again, "%s under %q", spec.ID, key)
					assert.Equal(t, once, twice, "%s under %q", spec.ID, key)
				}
			}
		}
	}
}
