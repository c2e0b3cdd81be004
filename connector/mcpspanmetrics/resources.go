package mcpspanmetrics

import (
	"sync"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// resources gives every resource an ID of the store and keeps its attributes
// for export. Resources with equal key attributes are one: Prometheus knows a
// resource by job and instance alone, and of two that it cannot tell apart it
// would show the last and lose the others' counts.
//
// Its size is bounded by the store, which hands out no more IDs than its bound
// allows.
type resources struct {
	store *series.Store
	keys  []string // key attributes; empty means all

	// mu guards what follows.
	mu     sync.RWMutex
	byHash map[uint64][]*resource
	byID   map[series.ResourceID]*resource
}

// resource is one resource. The first three never change, the rest is guarded by
// resources.mu.
type resource struct {
	id   series.ResourceID
	hash uint64 // of key
	key  pcommon.Map
	// attributes are those that all resources with this key agreed on so far.
	attributes pcommon.Map
	// last is the hash of all attributes when it was last seen.
	last uint64
	used int64 // Unix nanoseconds
}

func newResources(store *series.Store, keys []string) *resources {
	overflow := &resource{id: series.OverflowResource, attributes: pcommon.NewMap()}
	overflow.attributes.PutBool(semconv.OverflowAttribute, true)
	return &resources{
		store:  store,
		keys:   keys,
		byHash: map[uint64][]*resource{},
		byID:   map[series.ResourceID]*resource{series.OverflowResource: overflow},
	}
}

// find returns the ID of a resource, a new one if it is not known yet. The
// attributes are copied if they have to be kept.
func (r *resources) find(attributes pcommon.Map, now int64) series.ResourceID {
	all := hashAttributes(attributes)
	hash := all
	if len(r.keys) > 0 {
		hash = hashKeys(attributes, r.keys)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, known := range r.byHash[hash] {
		if !r.sameKey(known, attributes) {
			continue
		}
		known.used = now
		if known.last != all {
			known.last = all
			known.reconcile(attributes)
		}
		return known.id
	}
	return r.add(attributes, hash, all, now)
}

// known returns the resource of an ID, for those who may need it when it was forgotten.
func (r *resources) known(id series.ResourceID) *resource {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if known, ok := r.byID[id]; ok {
		return known
	}
	return r.byID[series.OverflowResource]
}

// again returns the ID that a resource has now: if it was forgotten meanwhile, a new one or
// that of an equal resource.
func (r *resources) again(was *resource, now int64) series.ResourceID {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.byID[was.id] == was {
		was.used = now
		return was.id
	}
	for _, other := range r.byHash[was.hash] {
		if r.sameKey(other, was.key) {
			other.used = now
			other.reconcile(was.attributes)
			return other.id
		}
	}
	return r.add(was.attributes, was.hash, was.last, now)
}

func (r *resources) sameKey(known *resource, attributes pcommon.Map) bool {
	if len(r.keys) == 0 {
		return known.key.Equal(attributes)
	}
	for _, key := range r.keys {
		a, inKnown := known.key.Get(key)
		b, inOther := attributes.Get(key)
		if inKnown != inOther || inKnown && !a.Equal(b) {
			return false
		}
	}
	return true
}

// reconcile drops attributes on which the other resource does not agree: what
// is exported is true of everything counted under it.
func (known *resource) reconcile(other pcommon.Map) {
	known.attributes.RemoveIf(func(key string, v pcommon.Value) bool {
		w, ok := other.Get(key)
		return !ok || !v.Equal(w)
	})
}

// Bounds of what is kept of one resource, in bytes of keys and values.
const (
	maxKeySize      = 4 << 10
	maxResourceSize = 16 << 10
)

// add keeps a resource. One whose key is too large is as good as one for which
// there is no room; of one that is too large otherwise the key alone is kept.
func (r *resources) add(attributes pcommon.Map, hash, all uint64, now int64) series.ResourceID {
	key := r.keyOf(attributes)
	if exceeds(key, maxKeySize) {
		return series.OverflowResource
	}
	id := r.store.AddResource()
	if id == series.OverflowResource {
		return id
	}
	added := &resource{id: id, hash: hash, key: key, attributes: pcommon.NewMap(), last: all, used: now}
	if exceeds(attributes, maxResourceSize) {
		key.CopyTo(added.attributes)
	} else {
		attributes.CopyTo(added.attributes)
	}
	r.byHash[hash] = append(r.byHash[hash], added)
	r.byID[id] = added
	return id
}

// keyOf copies the attributes that make resources different.
func (r *resources) keyOf(attributes pcommon.Map) pcommon.Map {
	if len(r.keys) == 0 {
		if exceeds(attributes, maxKeySize) {
			return attributes // not kept: too large
		}
		key := pcommon.NewMap()
		attributes.CopyTo(key)
		return key
	}
	key := pcommon.NewMap()
	for _, name := range r.keys {
		if v, ok := attributes.Get(name); ok {
			v.CopyTo(key.PutEmpty(name))
		}
	}
	return key
}

// exceeds reports whether keys and values take more than so many bytes.
func exceeds(attributes pcommon.Map, limit int) bool { return spend(attributes, limit) < 0 }

// spend returns what a budget of bytes leaves after keys and values, or any
// negative number if it does not suffice.
func spend(attributes pcommon.Map, budget int) int {
	for key, v := range attributes.All() {
		if budget = spendValue(v, budget-len(key)); budget < 0 {
			break
		}
	}
	return budget
}

func spendValue(v pcommon.Value, budget int) int {
	budget -= 8 // a number, or what else a value takes
	switch v.Type() {
	case pcommon.ValueTypeStr:
		return budget - len(v.Str())
	case pcommon.ValueTypeBytes:
		return budget - v.Bytes().Len()
	case pcommon.ValueTypeMap:
		return spend(v.Map(), budget)
	case pcommon.ValueTypeSlice:
		for _, element := range v.Slice().All() {
			if budget = spendValue(element, budget); budget < 0 {
				break
			}
		}
	}
	return budget
}

// copyTo copies the attributes of a resource.
func (r *resources) copyTo(id series.ResourceID, to pcommon.Map) {
	known := r.known(id)
	r.mu.RLock()
	defer r.mu.RUnlock()
	known.attributes.CopyTo(to)
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
