package mcp

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKnownErrors(t *testing.T) {
	for text, want := range map[string]struct{ err, code bool }{
		"tool_error":           {true, false},
		"_OTHER":               {true, false},
		"timeout":              {true, false},
		"TimeoutError":         {true, false},
		"-32603":               {true, true},
		"-32042":               {true, true},
		"404":                  {true, true},
		"200":                  {false, false},
		"999":                  {false, false},
		"-32050":               {false, false},
		"mypkg.TimeoutError":   {false, false},
		"":                     {false, false},
		"any text of a server": {false, false},
	} {
		assert.Equal(t, want.err, KnownError(text), text)
		assert.Equal(t, want.code, KnownCode(text), text)
	}
}
