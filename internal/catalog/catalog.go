package catalog

import (
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds of a catalog. Of more servers or tools the first come count, until one
// expires.
const (
	MaxServers = 1024
	MaxTools   = 10_000
	// Expiry is how long after it was listed last something counts as offered.
	Expiry = 24 * time.Hour
)

// Server names a server: where its telemetry comes from, and what it calls itself.
type Server struct {
	Scope uint32
	Name  string
}

// Kind is what else than tools a server offers.
type Kind uint8

// Kinds.
const (
	Prompts Kind = iota
	Resources
	ResourceTemplates
	NumKinds
)

// Catalog is safe for concurrent use. Times are Unix nanoseconds.
type Catalog struct {
	tools   atomic.Int64 // how many there are
	mu      sync.RWMutex // covers what follows
	servers map[Server]*offer
}

// offer is what one server offers.
type offer struct {
	tools  map[string]*tool
	counts [NumKinds]count
}

type count struct {
	n  int64
	at int64 // 0 is never
}

type tool struct {
	size   int64
	at     int64 // listed last
	called atomic.Bool
}

// New returns an empty catalog.
func New() *Catalog { return &Catalog{servers: map[Server]*offer{}} }

// List notes that a server has listed a tool whose definition has so many bytes.
func (c *Catalog) List(s Server, name string, size, now int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.offer(s)
	if o == nil {
		return
	}
	known := o.tools[name]
	if known == nil {
		if c.tools.Load() >= MaxTools {
			return
		}
		known = &tool{}
		o.tools[strings.Clone(name)] = known
		c.tools.Add(1)
	}
	known.size, known.at = size, now
}

// Count notes how many of a kind a server has listed.
func (c *Catalog) Count(s Server, k Kind, n, now int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o := c.offer(s); o != nil {
		o.counts[k] = count{n, now}
	}
}

// offer returns that of a server, or nil if there is no room for one more.
func (c *Catalog) offer(s Server) *offer {
	o := c.servers[s]
	if o == nil && len(c.servers) < MaxServers {
		o = &offer{tools: map[string]*tool{}}
		s.Name = strings.Clone(s.Name)
		c.servers[s] = o
	}
	return o
}

// HasTools reports whether there is a tool that [Catalog.Call] would know.
func (c *Catalog) HasTools() bool { return c.tools.Load() != 0 }

// Call notes that a tool was called.
func (c *Catalog) Call(s Server, name string) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if o := c.servers[s]; o != nil {
		if known := o.tools[name]; known != nil && !known.called.Load() {
			known.called.Store(true)
		}
	}
}

// Offer is what a server offers.
type Offer struct {
	Server Server
	// Tools is how many there are, Unused how many of them nobody has called since
	// they were listed first.
	Tools, Unused int64
	// Counts are how many of each kind there are; negative where nobody has listed
	// any.
	Counts [NumKinds]int64
}

// Tool is one that a server offers.
type Tool struct {
	Name string
	Size int64 // bytes of the definition
}

// Each forgets what has expired and tells the rest: each server and, before it, its
// tools. The functions must not call the catalog.
func (c *Catalog) Each(now int64, tells func(Server, Tool), server func(Offer)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for s, o := range c.servers {
		told := Offer{Server: s}
		for name, t := range o.tools {
			if now-t.at >= int64(Expiry) {
				delete(o.tools, name)
				c.tools.Add(-1)
				continue
			}
			tells(s, Tool{name, t.size})
			told.Tools++
			if !t.called.Load() {
				told.Unused++
			}
		}
		if listed := o.tell(&told, now); !listed && told.Tools == 0 {
			delete(c.servers, s)
			continue
		}
		server(told)
	}
}

// tell fills in the counts and reports whether there is one.
func (o *offer) tell(told *Offer, now int64) (listed bool) {
	for k, counted := range o.counts {
		told.Counts[k] = -1
		if counted.at != 0 && now-counted.at < int64(Expiry) {
			told.Counts[k], listed = counted.n, true
		}
	}
	return listed
}
