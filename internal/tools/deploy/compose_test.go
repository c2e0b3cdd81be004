package deploy

import (
	"path/filepath"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func project(t *testing.T) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{filepath.Join(root, "deploy/compose/compose.yaml")}, cli.WithConsistency(true), cli.WithResolvedPaths(true))
	require.NoError(t, err)
	p, err := options.LoadProject(t.Context())
	require.NoError(t, err)
	return p
}

func TestComposeReachesNoNetwork(t *testing.T) {
	for _, s := range project(t).Services {
		for _, port := range s.Ports {
			assert.Equal(t, "127.0.0.1", port.HostIP, "%s publishes %s", s.Name, port.Published)
		}
		assert.Equal(t, []string{"ALL"}, s.CapDrop, s.Name)
		assert.Contains(t, s.SecurityOpt, "no-new-privileges:true", s.Name)
	}
}

func TestWhatComposeMountsIsThere(t *testing.T) {
	mounted := 0
	for _, s := range project(t).Services {
		for _, v := range s.Volumes {
			if v.Type == types.VolumeTypeBind {
				assert.DirExists(t, v.Source, "%s mounts it", s.Name)
				assert.True(t, v.ReadOnly, "%s mounts %s", s.Name, v.Source)
				mounted++
			}
		}
		if s.Build != nil {
			assert.FileExists(t, filepath.Join(s.Build.Context, s.Build.Dockerfile))
		}
	}
	assert.Equal(t, 3, mounted, "rules, provisioning and dashboards")
}

// The datasource has its address from the environment.
func TestGrafanaIsToldWherePrometheusIs(t *testing.T) {
	p := project(t)
	grafana, prometheus := p.Services["grafana"], p.Services["prometheus"]
	require.NotNil(t, grafana.Environment["PROMETHEUS_URL"])
	assert.Equal(t, "http://otelcol-mcp:9090", *grafana.Environment["PROMETHEUS_URL"])
	assert.Equal(t, "service:otelcol-mcp", prometheus.NetworkMode)
	assert.Contains(t, string(read(t, "dashboards/grafana/provisioning/datasources/otelcol-mcp.yaml")), "${PROMETHEUS_URL}")
	assert.FileExists(t, filepath.Join(root, "dashboards/prometheus/prometheus.yaml"))
}
