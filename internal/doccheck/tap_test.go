package doccheck

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var flagOfTap = regexp.MustCompile(`Var\(&[\w.]+, "([a-z-]+)"`)

// launch is how clients are told to start a server.
type launch struct {
	Command string
	Args    []string
	Env     map[string]string
}

// TestTapIsCalledRight looks at every client's configuration that has mcptap in it: its flags exist, the server's
// command comes after them, and it is told where to send.
func TestTapIsCalledRight(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(root, "cmd/mcptap/settings.go"))
	require.NoError(t, err)
	flags := map[string]bool{}
	for _, m := range flagOfTap.FindAllStringSubmatch(string(source), -1) {
		flags["-"+m[1]] = true
	}
	require.True(t, flags["-name"])
	seen := 0
	for _, d := range documents(t) {
		for _, b := range d.blocks {
			for _, l := range launches(b) {
				seen++
				own, server, ok := cut(l.Args)
				assert.True(t, ok && len(server) > 0, "%s: the server's command comes after --", d.path)
				for _, a := range own {
					assert.True(t, flags[a] || !strings.HasPrefix(a, "-"), "%s: mcptap has no flag %s", d.path, a)
				}
				assert.Contains(t, l.Env, "OTEL_EXPORTER_OTLP_ENDPOINT", d.path)
			}
		}
	}
	assert.GreaterOrEqual(t, seen, 4, "the recipes and the README of mcptap")
}

// launches are the servers in a block that mcptap is in front of.
func launches(b block) []launch {
	var file struct {
		Servers    map[string]launch
		MCPServers map[string]launch `json:"mcpServers"`
	}
	if b.language != "json" || json.Unmarshal([]byte(b.text), &file) != nil {
		return nil
	}
	var found []launch
	for _, servers := range []map[string]launch{file.Servers, file.MCPServers} {
		for _, l := range servers {
			if strings.HasSuffix(l.Command, "mcptap") {
				found = append(found, l)
			}
		}
	}
	return found
}

// cut divides arguments at the two hyphens.
func cut(args []string) (before, after []string, found bool) {
	for i, a := range args {
		if a == "--" {
			return args[:i], args[i+1:], true
		}
	}
	return args, nil, false
}
