package mcpreceiver

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/receiver/receivertest"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// users returns how many signals use the calls of a configuration.
func (c *connections) users(cfg *Config) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found := c.byConfig[cfg]; found != nil {
		return found.users
	}
	return 0
}

func TestAConnectionLivesAsLongAsItsSignals(t *testing.T) {
	for _, started := range []bool{true, false} {
		cfg, err := parseYAML(t, `otlp: {protocols: {http: {endpoint: "127.0.0.1:0"}}}`)
		require.NoError(t, err)
		set := receivertest.NewNopSettings(metadata.Type)
		traces, err := NewFactory().CreateTraces(t.Context(), set, cfg, consumertest.NewNop())
		require.NoError(t, err)
		logs, err := NewFactory().CreateLogs(t.Context(), set, cfg, consumertest.NewNop())
		require.NoError(t, err)
		require.Equal(t, 2, connected.users(cfg))
		if started {
			require.NoError(t, traces.Start(t.Context(), componenttest.NewNopHost()))
			require.NoError(t, logs.Start(t.Context(), componenttest.NewNopHost()))
		}
		require.NoError(t, traces.Shutdown(t.Context()))
		require.NoError(t, traces.Shutdown(t.Context()), "twice is once")
		require.Equal(t, 1, connected.users(cfg))
		require.NoError(t, logs.Shutdown(t.Context()))
		require.NotContains(t, connected.byConfig, cfg)
	}
}

func TestConfigurationsShareNothing(t *testing.T) {
	a, b := defaultConfig(), defaultConfig()
	c := connections{byConfig: map[*Config]*connection{}}
	require.NotSame(t, c.acquire(a, receiver.Settings{}), c.acquire(b, receiver.Settings{}))
	require.Same(t, c.acquire(a, receiver.Settings{}), c.acquire(a, receiver.Settings{}))
}

func TestACreationThatFailsLeavesNothing(t *testing.T) {
	c := connections{byConfig: map[*Config]*connection{}}
	_, err := c.create(receiver.Settings{}, defaultConfig(), func(*connection) (component.Component, error) { return nil, errors.New("no") })
	require.EqualError(t, err, "no")
	require.Empty(t, c.byConfig)
}
