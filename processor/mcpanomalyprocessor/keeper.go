package mcpanomalyprocessor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/xextension/storage"

	"github.com/otelcol-mcp/otelcol-mcp/processor/mcpanomalyprocessor/internal/metadata"
)

// keeper keeps the state of a model in a storage extension.
type keeper struct {
	client storage.Client // nil without storage
	cancel context.CancelFunc
	done   chan struct{} // closed when the loop that saves has ended
}

// Under what the state is kept, and one that could not be read.
const (
	stateKey      = "state"
	unreadableKey = "unreadable"
)

// open reads the state of a model and begins to save it, if nobody has yet. What cannot be
// read is reported to failed, and the model begins anew.
func (p *anomalies) open(ctx context.Context, host component.Host) error {
	m := p.model
	m.open.Lock()
	defer m.open.Unlock()
	if m.keeper != nil {
		return nil
	}
	k := &keeper{}
	if p.config.Storage == nil {
		m.keeper = k
		return m.begin(nil)
	}
	client, err := p.storage(ctx, host)
	if err != nil {
		return err
	}
	k.client, m.keeper = client, k
	saved, err := client.Get(ctx, stateKey)
	if err = errors.Join(err, m.begin(saved)); err != nil {
		p.self.stateFailed(ctx)
		p.logger.Warn("Reading what was learned: what cannot be read is learned anew", zapModel(m), zapError(err))
		p.setAside(ctx, k, saved)
	}
	loop, cancel := context.WithCancel(context.WithoutCancel(ctx))
	k.cancel, k.done = cancel, make(chan struct{})
	go p.keep(loop, m, k)
	return nil
}

// setAside keeps what cannot be read, which the next save would replace: another version may
// be able to.
func (p *anomalies) setAside(ctx context.Context, k *keeper, state []byte) {
	if len(state) == 0 {
		return
	}
	if err := k.client.Set(ctx, unreadableKey, state); err != nil {
		p.logger.Warn("Setting aside what cannot be read", zapModel(p.model), zapError(err))
	}
}

// storage returns a client of the extension that is configured.
func (p *anomalies) storage(ctx context.Context, host component.Host) (storage.Client, error) {
	extension, ok := host.GetExtensions()[*p.config.Storage]
	if !ok {
		return nil, fmt.Errorf("storage: there is no extension %q", p.config.Storage)
	}
	provider, ok := extension.(storage.Extension)
	if !ok {
		return nil, fmt.Errorf("storage: the extension %q keeps nothing", p.config.Storage)
	}
	// Whichever processor opens it: a model has its state by its name.
	client, err := provider.GetClient(ctx, component.KindProcessor, component.NewID(metadata.Type), p.model.name)
	if err != nil {
		return nil, fmt.Errorf("storage: opening %q: %w", p.config.Storage, err)
	}
	return client, nil
}

// keep saves the state at an interval.
func (p *anomalies) keep(ctx context.Context, m *model, k *keeper) {
	defer close(k.done)
	ticker := time.NewTicker(p.config.SaveInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			p.save(ctx, m, k)
		}
	}
}

func (p *anomalies) save(ctx context.Context, m *model, k *keeper) {
	m.mu.Lock()
	state := m.anomalies.AppendBinary(nil)
	m.mu.Unlock()
	if err := k.client.Set(ctx, stateKey, state); err != nil {
		p.self.stateFailed(ctx)
		p.logger.Warn("Saving what was learned", zapModel(m), zapError(err))
	}
}

// close saves the state for the last time.
func (p *anomalies) close(ctx context.Context, m *model) error {
	m.open.Lock()
	defer m.open.Unlock()
	k := m.keeper
	if k == nil || k.client == nil {
		return nil
	}
	m.keeper = nil
	k.cancel()
	<-k.done
	p.save(ctx, m, k)
	return k.client.Close(ctx)
}
