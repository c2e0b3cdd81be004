package mcpreceiver

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
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
	users int
}

var connected = connections{byConfig: map[*Config]*connection{}}

// create creates the component of one signal with the calls of its configuration.
func (c *connections) create(cfg component.Config, create func(*calls) (component.Component, error)) (component.Component, error) {
	config := cfg.(*Config)
	part, err := create(c.acquire(config))
	if err != nil {
		c.release(config)
		return nil, err
	}
	return &connectedComponent{Component: part, release: sync.OnceFunc(func() { c.release(config) })}, nil
}

func (c *connections) acquire(cfg *Config) *calls {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.byConfig[cfg]
	if found == nil {
		found = &connection{calls: newCalls()}
		c.byConfig[cfg] = found
	}
	found.users++
	return found.calls
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
	release func()
}

// Shutdown stops the input. Receivers stop before what they send to, so no span
// is made for a consumer that has stopped.
func (c *connectedComponent) Shutdown(ctx context.Context) error {
	defer c.release()
	return c.Component.Shutdown(ctx)
}
