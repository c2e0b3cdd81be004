package deploy

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/coreos/go-systemd/v22/unit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	service = "deploy/systemd/otelcol-mcp.service"
	program = "/usr/local/bin/otelcol-mcp"
)

// hardening is what the service must not do without.
var hardening = map[string]string{
	"DynamicUser": "yes", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
	"PrivateDevices": "yes", "CapabilityBoundingSet": "", "MemoryDenyWriteExecute": "yes", "RestrictNamespaces": "yes",
	"SystemCallArchitectures": "native", "StateDirectory": "otelcol-mcp", "ConfigurationDirectory": "otelcol-mcp",
}

func TestTheUnitIsRead(t *testing.T) {
	options, err := unit.DeserializeOptions(bytes.NewReader(read(t, service)))
	require.NoError(t, err)
	for name, value := range hardening {
		assert.True(t, slices.ContainsFunc(options, func(o *unit.UnitOption) bool {
			return o.Section == "Service" && o.Name == name && o.Value == value
		}), "%s=%s", name, value)
	}
	for _, o := range options {
		if strings.HasPrefix(o.Name, "Exec") && strings.Contains(o.Value, "otelcol-mcp") {
			assert.Contains(t, o.Value, "--config=/etc/otelcol-mcp/config.yaml", o.Name)
		}
	}
}

// TestSystemdAcceptsTheUnit asks systemd, which knows every option and its values. The program is the built
// one, since the unit's is not installed here.
func TestSystemdAcceptsTheUnit(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("NOT CHECKED BY SYSTEMD: there is no systemd-analyze here")
	}
	bin := os.Getenv("OTELCOL_MCP_BIN")
	require.NotEmpty(t, bin, "OTELCOL_MCP_BIN is not set; make deploy-check sets it")
	file := filepath.Join(t.TempDir(), "otelcol-mcp.service")
	require.NoError(t, os.WriteFile(file, bytes.ReplaceAll(read(t, service), []byte(program), []byte(bin)), 0o600))
	out, err := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", file).CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Empty(t, string(out))
}
