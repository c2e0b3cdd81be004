package mcpanomalyprocessor

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/extension/extensiontest"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/goleak"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcptest"
	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpanomalyprocessor/internal/metadata"
)

// host has a storage extension, and nothing else.
type host map[component.ID]component.Component

func (h host) GetExtensions() map[component.ID]component.Component { return h }

var storageID = component.MustNewID("file_storage")

// withStorage returns a host that keeps files in a folder.
func withStorage(t *testing.T) host {
	t.Helper()
	f := filestorage.NewFactory()
	cfg := f.CreateDefaultConfig().(*filestorage.Config)
	cfg.Directory = t.TempDir()
	extension, err := f.Create(t.Context(), extensiontest.NewNopSettings(f.Type()), cfg)
	require.NoError(t, err)
	require.NoError(t, extension.Start(t.Context(), componenttest.NewNopHost()))
	t.Cleanup(func() { require.NoError(t, extension.Shutdown(context.Background())) })
	return host{storageID: extension}
}

// client opens what the processor has saved.
func (h host) client(t *testing.T) storage.Client {
	t.Helper()
	id := component.NewID(metadata.Type)
	client, err := h[storageID].(storage.Extension).GetClient(t.Context(), component.KindProcessor, id, id.String())
	require.NoError(t, err)
	return client
}

// run starts a processor that keeps its state, hands it spans and stops it.
func run(t *testing.T, h component.Host, spans string) *pipeline {
	t.Helper()
	p := create(t, NewFactory(), `storage: file_storage`)
	require.NoError(t, p.Start(t.Context(), h))
	p.consume(t, spans)
	require.NoError(t, p.Shutdown(t.Context()))
	return p
}

func (p *pipeline) out() string { return mcptest.SpanLines(p.spans.AllTraces()...) }

// exported is a call of a tool so many days after the first.
func exported(day int) string {
	return fmt.Sprintf("resource service.name=desk\nspan tools/call server 1ms after=%dh mcp.method.name=tools/call gen_ai.tool.name=export\n", 24*day)
}

func TestWhatWasLearnedSurvivesARestart(t *testing.T) {
	h := withStorage(t)
	run(t, h, exported(0))
	require.Contains(t, run(t, h, exported(20)).out(), `mcp.finding.types=["dormant_tool"]`)
	require.NotContains(t, run(t, h, exported(21)).out(), "mcp.finding")
}

func TestABrokenStateIsAColdStart(t *testing.T) {
	h := withStorage(t)
	run(t, h, exported(0))
	client := h.client(t)
	state, err := client.Get(t.Context(), stateKey)
	require.NoError(t, err)
	require.NotEmpty(t, state)
	broken := append([]byte{}, state...)
	broken[len(broken)/2] ^= 1
	require.NoError(t, client.Set(t.Context(), stateKey, broken))
	require.NoError(t, client.Close(t.Context()))

	p := run(t, h, exported(20))
	require.NotContains(t, p.out(), "mcp.finding")
	failures, err := p.telemetry.GetMetric("otelcol_processor_mcpanomaly_state_failures")
	require.NoError(t, err)
	require.EqualValues(t, 1, points(failures)[0].Value)
	require.Contains(t, run(t, h, exported(40)).out(), "dormant_tool", "it has learned since")
	client = h.client(t)
	aside, err := client.Get(t.Context(), unreadableKey)
	require.NoError(t, err)
	require.Equal(t, broken, aside, "another version may be able to read it")
	require.NoError(t, client.Close(t.Context()))
}

// memory is a storage extension that keeps everything in memory.
type memory struct {
	component.Component
	storage.Client
	mu   sync.Mutex // covers kept
	kept map[string][]byte
}

func (m *memory) GetClient(context.Context, component.Kind, component.ID, string) (storage.Client, error) {
	return m, nil
}

func (m *memory) Get(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.kept[key], nil
}

func (m *memory) Set(_ context.Context, key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[key] = value
	return nil
}

func (m *memory) Close(context.Context) error { return nil }

// TestWhatWasLearnedIsSavedNowAndThen, as not every end is a shutdown.
func TestWhatWasLearnedIsSavedNowAndThen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kept := &memory{kept: map[string][]byte{}}
		p := create(t, NewFactory(), `{storage: file_storage, save_interval: 1m}`)
		require.NoError(t, p.Start(t.Context(), host{storageID: kept}))
		p.consume(t, exported(0))
		before, err := kept.Get(t.Context(), stateKey)
		require.NoError(t, err)
		require.Empty(t, before)
		time.Sleep(61 * time.Second)
		synctest.Wait()
		after, err := kept.Get(t.Context(), stateKey)
		require.NoError(t, err)
		require.NotEmpty(t, after)
	})
}

func TestWithoutItsStorageAProcessorDoesNotStart(t *testing.T) {
	p := create(t, NewFactory(), `storage: file_storage/other`)
	require.ErrorContains(t, p.Start(t.Context(), withStorage(t)), `storage: there is no extension "file_storage/other"`)
	p = create(t, NewFactory(), `storage: nop`)
	nop := host{component.MustNewID("nop"): struct{ component.Component }{}}
	require.ErrorContains(t, p.Start(t.Context(), nop), `storage: the extension "nop" keeps nothing`)
}

func TestProcessorsShareAModelByName(t *testing.T) {
	f, shared := NewFactory(), `model: all`
	a, b, other := create(t, f, shared), create(t, f, shared), create(t, f, `model: other`)
	for _, p := range []*pipeline{a, b, other} {
		require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	}
	a.consume(t, exported(0))
	other.consume(t, exported(20))
	require.NotContains(t, other.out(), "mcp.finding")
	require.NoError(t, a.Shutdown(t.Context()))
	b.consume(t, exported(20))
	require.Contains(t, b.out(), "dormant_tool")

	differs := create(t, f, `{model: all, alerts_per_day: 7}`)
	require.ErrorContains(t, differs.Start(t.Context(), componenttest.NewNopHost()), `model: "all" is configured in two ways`)
}

func TestNothingIsLeftRunning(t *testing.T) {
	h := withStorage(t)
	before := goleak.IgnoreCurrent()
	run(t, h, exported(0))
	p := create(t, NewFactory(), `{}`)
	require.NoError(t, p.Shutdown(t.Context()), "it never started")
	goleak.VerifyNone(t, before)
}
