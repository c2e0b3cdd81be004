package mcpreceiver

import (
	"context"
	"errors"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/receiver"
)

// connections finds the calls of a configuration, since the signals of a receiver
// are created one by one. An entry lives from the first creation to the last
// shutdown.
type connections struct {
	mu       sync.Mutex // covers byConfig
	byConfig map[*Config]*connection
}

type connection struct {
	*calls
	proxy *proxyServer // nil if it is not configured
	users int
}

var connected = connections{byConfig: map[*Config]*connection{}}

// create creates the component of one signal with the calls of its configuration.
func (c *connections) create(set receiver.Settings, cfg component.Config, create func(*connection) (component.Component, error)) (component.Component, error) {
	config := cfg.(*Config)
	conn := c.acquire(config, set)
	part, err := create(conn)
	if err != nil {
		c.release(config)
		return nil, err
	}
	return &connectedComponent{Component: part, proxy: conn.proxy, release: sync.OnceFunc(func() { c.release(config) })}, nil
}

func (c *connections) acquire(cfg *Config, set receiver.Settings) *connection {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.byConfig[cfg]
	if found == nil {
		found = &connection{calls: newCalls()}
		if cfg.Proxy.HasValue() {
			found.proxy = newProxyServer(cfg.Proxy.Get(), set)
		}
		c.byConfig[cfg] = found
	}
	found.users++
	return found
}

func (c *connections) release(cfg *Config) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.byConfig[cfg]
	if found.users--; found.users == 0 {
		delete(c.byConfig, cfg)
	}
}

// connectedComponent lets go of its connection when it is shut down, once.
type connectedComponent struct {
	component.Component
	proxy   *proxyServer
	release func()
}

// Start starts the input, and with the first signal the proxy.
func (c *connectedComponent) Start(ctx context.Context, host component.Host) error {
	if err := c.Component.Start(ctx, host); err != nil || c.proxy == nil {
		return err
	}
	return c.proxy.start(ctx, host)
}

// Shutdown stops the input. Receivers stop before what they send to, so no span
// is made for a consumer that has stopped.
func (c *connectedComponent) Shutdown(ctx context.Context) error {
	defer c.release()
	err := c.Component.Shutdown(ctx)
	if c.proxy != nil {
		err = errors.Join(err, c.proxy.stop(ctx))
	}
	return err
}
