package emitter

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

const uuid = "191c4850-af6c-49e0-8843-a3f6c80e5046"

// scopes returns whose the ids "42" are that spans of these resources state.
func scopes(t *testing.T, resources ...map[string]any) (of []uint64) {
	for _, attributes := range resources {
		resource := pcommon.NewMap()
		require.NoError(t, resource.FromRaw(attributes))
		c := mcp.Call{SessionID: "42", ConversationID: "42"}
		s := Of(resource)
		s.Scope(&c)
		require.NotZero(t, c.SessionScope)
		require.Equal(t, c.SessionScope, c.ConversationScope)
		of = append(of, c.SessionScope)
	}
	return of
}

func TestOneServiceHasOneScope(t *testing.T) {
	for name, resources := range map[string][2]map[string]any{
		"replicas": {
			{"service.name": "desk", "service.instance.id": "a", "host.name": "one", "k8s.pod.name": "desk-1"},
			{"service.name": "desk", "service.instance.id": "b", "host.name": "two", "k8s.pod.name": "desk-2"},
		},
		"versions": {{"service.name": "desk", "service.version": "1"}, {"service.name": "desk", "service.version": "2"}},
		"a namespace that only Kubernetes names": {
			{"service.name": "desk", "service.namespace": "shop"}, {"service.name": "desk", "k8s.namespace.name": "shop"},
		},
		"pods of a workload without a name": {
			{"service.name": "unknown_service:node", "k8s.deployment.name": "desk", "host.name": "one"},
			{"service.name": "unknown_service:node", "k8s.deployment.name": "desk", "host.name": "two"},
		},
		"nothing is said": {{}, {"service.name": ""}},
	} {
		of := scopes(t, resources[0], resources[1])
		assert.Equal(t, of[0], of[1], name)
	}
}

func TestTwoServicesHaveTwo(t *testing.T) {
	for name, resources := range map[string][2]map[string]any{
		"names":      {{"service.name": "desk"}, {"service.name": "mail"}},
		"namespaces": {{"service.name": "desk", "service.namespace": "a"}, {"service.name": "desk", "service.namespace": "b"}},
		"a namespace is no name": {
			{"service.name": "desk", "service.namespace": "shop"}, {"service.name": "shop", "service.namespace": "desk"},
		},
		"borders":                        {{"service.name": "ab", "service.namespace": "c"}, {"service.name": "b", "service.namespace": "ca"}},
		"namespaces of Kubernetes":       {{"service.name": "desk", "k8s.namespace.name": "a"}, {"service.name": "desk", "k8s.namespace.name": "b"}},
		"workloads without a name":       {{"k8s.deployment.name": "desk"}, {"k8s.deployment.name": "mail"}},
		"hosts, if nothing else":         {{"service.name": "unknown_service", "host.name": "one"}, {"service.name": "unknown_service", "host.name": "two"}},
		"a workload and a host":          {{"k8s.job.name": "desk"}, {"host.name": "desk"}},
		"a name that is no text is none": {{"service.name": 5, "host.name": "one"}, {"service.name": 5, "host.name": "two"}},
	} {
		of := scopes(t, resources[0], resources[1])
		assert.NotEqual(t, of[0], of[1], name)
	}
}

func TestIDsThatAreUniqueBelongToNobody(t *testing.T) {
	s := Of(pcommon.NewMap())
	for name, test := range map[string]struct {
		call                  mcp.Call
		session, conversation bool // are of the service
	}{
		"none":                        {mcp.Call{}, false, false},
		"unique ones":                 {mcp.Call{SessionID: uuid, ConversationID: uuid}, false, false},
		"others":                      {mcp.Call{SessionID: "1", ConversationID: "support-2026-11-22"}, true, true},
		"a key that an observer made": {mcp.Call{SessionKey: "k", SessionID: "1", ConversationID: "42"}, false, true},
		"each is judged by itself":    {mcp.Call{SessionID: uuid, ConversationID: "42"}, false, true},
		"also the other way round":    {mcp.Call{SessionID: "42", ConversationID: uuid}, true, false},
	} {
		c := test.call
		s.Scope(&c)
		assert.Equal(t, test.session, c.SessionScope != 0, name)
		assert.Equal(t, test.conversation, c.ConversationScope != 0, name)
	}
}

func TestAServiceIsFoundOutOnce(t *testing.T) {
	resource := pcommon.NewMap()
	resource.PutStr("service.name", "desk")
	s := Of(resource)
	c := mcp.Call{SessionID: "42"}
	s.Scope(&c)
	resource.PutStr("service.name", "mail")
	again := mcp.Call{SessionID: "42"}
	s.Scope(&again)
	assert.Equal(t, c, again)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		s := Of(resource)
		s.Scope(&c)
	}))
}

// TestASessionIsHashedAsOnDemand: who finds no digest takes one, and it must be the same.
func TestASessionIsHashedAsOnDemand(t *testing.T) {
	service := Of(pcommon.NewMap())
	for _, id := range []string{"42", "191c4850af6c49e08843a3f6c80e5046"} {
		c := mcp.Call{SessionID: id}
		service.Scope(&c)
		require.Equal(t, series.Digest(id), c.SessionDigest)
	}
	c := mcp.Call{ConversationID: "42"}
	service.Scope(&c)
	require.Zero(t, c.SessionDigest)
}
