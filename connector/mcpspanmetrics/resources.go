package mcpspanmetrics

import (
	"sync"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// resources gives every set of resource attributes an ID of the store and keeps
// the attributes for export. Its size is bounded by the store, which hands out
// no more IDs than its bound allows.
type resources struct {
	store *series.Store

	// mu guards what follows.
	mu     sync.RWMutex
	byHash map[uint64][]*resource
	byID   map[series.ResourceID]*resource
}

// resource is one set of attributes; immutable but for used.
type resource struct {
	id         series.ResourceID
	hash       uint64
	attributes pcommon.Map
	used       int64 // Unix nanoseconds; guarded by resources.mu
}

func newResources(store *series.Store) *resources {
	overflow := &resource{id: series.OverflowResource, attributes: pcommon.NewMap()}
	overflow.attributes.PutBool(semconv.OverflowAttribute, true)
	return &resources{
		store:  store,
		byHash: map[uint64][]*resource{},
		byID:   map[series.ResourceID]*resource{series.OverflowResource: overflow},
	}
}

// find returns the ID of a resource, a new one if it is not known yet. The
// attributes are copied if they have to be kept.
func (r *resources) find(attributes pcommon.Map, now int64) series.ResourceID {
	hash := hashAttributes(attributes)
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, known := range r.byHash[hash] {
		if known.attributes.Equal(attributes) {
			known.used = now
			return known.id
		}
	}
	id := r.store.AddResource()
	if id == series.OverflowResource {
		return id
	}
	added := &resource{id: id, hash: hash, attributes: pcommon.NewMap(), used: now}
	attributes.CopyTo(added.attributes)
	r.byHash[hash] = append(r.byHash[hash], added)
	r.byID[id] = added
	return id
}

// attributes returns the attributes of a resource; they must not be modified.
func (r *resources) attributes(id series.ResourceID) pcommon.Map {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if known, ok := r.byID[id]; ok {
		return known.attributes
	}
	return r.byID[series.OverflowResource].attributes
}

// resourceGrace is how long a resource outlives its last use, beyond the expiry
// of its series, so that a batch which has just found it can still count.
const resourceGrace = 5 * time.Minute

// expire forgets resources that no live series refers to and that were not
// used for longer than series are kept.
func (r *resources) expire(live map[series.ResourceID]struct{}, expiry time.Duration, now int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for id, known := range r.byID {
		if _, ok := live[id]; ok || id == series.OverflowResource || now-known.used < int64(expiry+resourceGrace) {
			continue
		}
		delete(r.byID, id)
		r.unlink(known)
		r.store.RemoveResource(id)
	}
}

func (r *resources) unlink(gone *resource) {
	kept := r.byHash[gone.hash][:0]
	for _, known := range r.byHash[gone.hash] {
		if known != gone {
			kept = append(kept, known)
		}
	}
	if len(kept) == 0 {
		delete(r.byHash, gone.hash)
		return
	}
	r.byHash[gone.hash] = kept
}
