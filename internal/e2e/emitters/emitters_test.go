package emitters

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the files with what the metrics said")

// TestEmitters does the script under each emitter and compares what the metrics
// say with a file that a person has checked.
func TestEmitters(t *testing.T) {
	if testing.Short() {
		t.Skip("starts real processes")
	}
	for _, e := range emitters {
		t.Run(e.name, func(t *testing.T) {
			e.command(t) // install, or skip, before anything is started
			c := startCounting(t)
			done := e.drive(t, c.otlp, stepsFile)
			assert.Equal(t, e.doable(t), done, "the script")
			said := c.settled(t)
			e.compare(t, said)
			e.checkDialects(t, c.dialects(t))
		})
	}
}

// doable is what the script makes happen through this emitter.
func (e *emitter) doable(t *testing.T) counts {
	t.Helper()
	c := truth(t)
	maps.DeleteFunc(c, func(what string, _ float64) bool {
		method, _, _ := strings.Cut(what, " ")
		return e.skips[method] != ""
	})
	return c
}

func (e *emitter) expectedFile() string {
	return filepath.Join("testdata", "expected", e.name+".txt")
}

func (e *emitter) compare(t *testing.T, said []series) {
	t.Helper()
	var text strings.Builder
	for _, s := range said {
		fmt.Fprintln(&text, s)
	}
	if *update {
		require.NoError(t, os.WriteFile(e.expectedFile(), []byte(text.String()), 0o600))
	}
	want, err := os.ReadFile(e.expectedFile())
	require.NoError(t, err)
	assert.Equal(t, string(want), text.String())
}

// checkDialects expects spans of each dialect, and of no other but those that are
// neither MCP nor GenAI.
func (e *emitter) checkDialects(t *testing.T, read map[string]float64) {
	t.Helper()
	delete(read, "none")
	assert.ElementsMatch(t, e.dialects, slices.Collect(maps.Keys(read)), "dialects that spans were read in")
}
