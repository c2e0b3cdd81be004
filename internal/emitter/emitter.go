// Package emitter says whose the ids are by which a span names its session and its
// conversation: two services may both have a conversation "42".
//
// What a reader would get wrong:
//   - Only ids that anybody may have come upon belong to a service ([mcp.UniqueID]). One
//     that was drawn at random is the same wherever it is stated, so that what an agent,
//     a gateway and a server tell of a conversation stays together.
//   - Instances of a service share its ids: behind a load balancer any of them may get the
//     next request of a session.
//   - A service is what says that it is. This keeps apart what has met by chance, and
//     nobody who pretends to be another.
package emitter

import (
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Service is that of a resource. It is found out when it is first needed, which for most
// resources is never. It is good as long as the resource is.
type Service struct {
	resource pcommon.Map
	scope    uint64 // 0 is not known yet
	// unique are digests of ids that are unique by themselves: a few sessions have most of its calls.
	unique [uniqueIDs]uint64
}

const uniqueIDs = 16

// Of returns the service of a resource.
func Of(resource pcommon.Map) Service { return Service{resource: resource} }

// Scope notes whose the ids of a call are that one of its spans has stated. A session that an
// observer has put together has a key, and its id is a keyed hash. Whoever asks whose a session is
// goes on to ask for the session, so its id is hashed here.
func (s *Service) Scope(c *mcp.Call) {
	if c.SessionID != "" {
		c.SessionDigest = series.Digest(c.SessionID)
		if c.SessionKey == "" && !s.isUnique(c) {
			c.SessionScope = s.Hash()
		}
	}
	if c.ConversationID != "" && !mcp.UniqueID(c.ConversationID) {
		c.ConversationScope = s.Hash()
	}
}

// isUnique reports whether the id of a session is unique by itself.
func (s *Service) isUnique(c *mcp.Call) bool {
	known := &s.unique[c.SessionDigest%uniqueIDs]
	if *known == c.SessionDigest {
		return true
	}
	if !mcp.UniqueID(c.SessionID) {
		return false
	}
	*known = c.SessionDigest
	return true
}

// Hash is that of the service, never 0.
func (s *Service) Hash() uint64 {
	if s.scope == 0 {
		s.scope = max(s.identity(), 1)
	}
	return s.scope
}

// unknown is how SDKs begin the name of a service that nobody has named (OpenTelemetry
// specification, resource/sdk, service.name).
const unknown = "unknown_service"

// workload are what names a service that does not name itself (conventions for Kubernetes
// attributes, service attributes), as far as its instances have it in common.
var workload = []string{
	"k8s.deployment.name", "k8s.statefulset.name", "k8s.daemonset.name", "k8s.cronjob.name", "k8s.job.name",
}

// identity hashes namespace and name. Of a service without a name, the host is all that
// is known beside its workload.
func (s *Service) identity() uint64 {
	name := s.first(semconv.ServiceName)
	sum := series.MixText(series.MixText(1, s.first(semconv.ServiceNamespace, "k8s.namespace.name")), name)
	if name != "" && !strings.HasPrefix(name, unknown) {
		return sum
	}
	if named := s.first(workload...); named != "" {
		return series.MixText(series.Mix(sum, 'w'), named)
	}
	return series.MixText(series.Mix(sum, 'h'), s.first("host.name", "host.id"))
}

// first returns the first of some attributes that is a text.
func (s *Service) first(keys ...string) string {
	if s.resource == (pcommon.Map{}) {
		return ""
	}
	for _, key := range keys {
		if v, ok := s.resource.Get(key); ok && v.Type() == pcommon.ValueTypeStr && v.Str() != "" {
			return v.Str()
		}
	}
	return ""
}
