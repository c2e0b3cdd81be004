package emitters

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// stepsFile is the script: what every client does, and how each call ends.
const stepsFile = "testdata/steps.json"

// Kinds of steps are MCP methods.
const (
	toolsCall     = "tools/call"
	resourcesRead = "resources/read"
	promptsGet    = "prompts/get"
)

// step is one thing that a client does, some times over.
type step struct {
	Do, Name, URI, Ends string
	Times               int
}

// counts are numbers by what happened: the method and how it ended.
type counts map[string]float64

// script returns the steps.
func script(t *testing.T) []step {
	t.Helper()
	text, err := os.ReadFile(stepsFile)
	require.NoError(t, err)
	var steps []step
	require.NoError(t, json.Unmarshal(text, &steps))
	return steps
}

// truth is what the script makes happen.
func truth(t *testing.T) counts {
	t.Helper()
	c := counts{}
	for _, s := range script(t) {
		c[s.Do+" "+s.Ends] += float64(s.Times)
	}
	return c
}

func TestTheScript(t *testing.T) {
	assert.Equal(t, counts{
		"tools/call success": 12, "tools/call tool_error": 3, "tools/call unknown_tool": 1, "tools/call validation_error": 1,
		"resources/read success": 2, "prompts/get success": 1,
	}, truth(t))
}

// absolute is a path that a process in any folder can use.
func absolute(t *testing.T, path string) string {
	t.Helper()
	abs, err := filepath.Abs(path)
	require.NoError(t, err)
	return abs
}
