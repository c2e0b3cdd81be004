package envprovider

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/confmaptest"
	stock "go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func create() confmap.Provider { return NewFactory().Create(confmaptest.NewNopProviderSettings()) }

func TestScheme(t *testing.T) {
	require.NoError(t, confmaptest.ValidateProviderScheme(create()))
	assert.Equal(t, "env", create().Scheme())
}

func TestRetrieve(t *testing.T) {
	t.Setenv("MCP_SET", "4318")
	t.Setenv("MCP_TEXT", "a: b")
	t.Setenv("MCP_EMPTY", "")
	for uri, tt := range map[string]struct {
		want any
		err  string
	}{
		"env:MCP_SET":                              {want: 4318},
		"env:MCP_SET:-1":                           {want: 4318},
		"env:MCP_SET:?which port":                  {want: 4318},
		"env:MCP_TEXT:?":                           {want: map[string]any{"a": "b"}},
		"env:MCP_UNSET":                            {want: nil},
		"env:MCP_UNSET:-":                          {want: ""},
		"env:MCP_UNSET:-really:?":                  {want: "really:?"},
		"env:MCP_UNSET:?the URL of the backend":    {err: "environment variable MCP_UNSET has to be set: the URL of the backend"},
		"env:MCP_UNSET:?":                          {err: "environment variable MCP_UNSET has to be set"},
		"env:MCP_EMPTY:?the URL of the backend":    {err: "environment variable MCP_EMPTY has to be set: the URL of the backend"},
		"env:MCP_UNSET:?a:?b":                      {err: "environment variable MCP_UNSET has to be set: a:?b"},
		"env:MCP-UNSET:?no variable has this name": {err: "has invalid name"},
		"file:MCP_SET:?":                           {err: "not supported"},
	} {
		t.Run(uri, func(t *testing.T) {
			got, err := create().Retrieve(context.Background(), uri, nil)
			if tt.err != "" {
				require.ErrorContains(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			value, err := got.AsRaw()
			require.NoError(t, err)
			assert.Equal(t, tt.want, value)
		})
	}
}

// TestResolved is what a whole configuration becomes.
func TestResolved(t *testing.T) {
	t.Setenv("MCP_HOST", "backend.example")
	resolve := func(config string) (*confmap.Conf, error) {
		resolver, err := confmap.NewResolver(confmap.ResolverSettings{
			URIs:              []string{"test:" + config},
			ProviderFactories: []confmap.ProviderFactory{NewFactory(), texts()},
			DefaultScheme:     "env",
		})
		require.NoError(t, err)
		return resolver.Resolve(t.Context())
	}

	conf, err := resolve("endpoint: ${env:MCP_HOST:?where spans go}:4317\nagain: ${MCP_HOST}")
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"endpoint": "backend.example:4317", "again": "backend.example"}, conf.ToStringMap())

	_, err = resolve("endpoint: ${env:MCP_PORT:?where spans go}")
	require.ErrorContains(t, err, "environment variable MCP_PORT has to be set: where spans go")
	assert.NotContains(t, err.Error(), "\n")
}

// texts is a provider of configurations that are written in the URI.
func texts() confmap.ProviderFactory {
	return confmap.NewProviderFactory(func(confmap.ProviderSettings) confmap.Provider { return text{} })
}

type text struct{}

func (text) Retrieve(_ context.Context, uri string, _ confmap.WatcherFunc) (*confmap.Retrieved, error) {
	return confmap.NewRetrievedFromYAML([]byte(uri[len("test:"):]))
}
func (text) Scheme() string                 { return "test" }
func (text) Shutdown(context.Context) error { return nil }

// FuzzRetrieve looks for references without the third form that the Collector's own provider would read in another way.
func FuzzRetrieve(f *testing.F) {
	for _, reference := range []string{"HOME", "HOME:-x", "X:?y", "X:-:?", ":?", "X?:", "a b:?c", ""} {
		f.Add(reference)
	}
	theirs := stock.NewFactory().Create(confmaptest.NewNopProviderSettings())
	f.Fuzz(func(t *testing.T, reference string) {
		got, err := create().Retrieve(t.Context(), "env:"+reference, nil)
		if variable, _, ok := cut(reference); ok {
			assert.NotContains(t, variable, ":")
			return
		}
		want, wantErr := theirs.Retrieve(t.Context(), "env:"+reference, nil)
		assert.Equal(t, wantErr, err)
		assert.Equal(t, want, got)
	})
}
