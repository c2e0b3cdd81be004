package emitter

import (
	"testing"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

func BenchmarkScope(b *testing.B) {
	resource := pcommon.NewMap()
	resource.PutStr("service.name", "desk")
	for _, id := range []string{"42", uuid} {
		b.Run(id, func(b *testing.B) {
			s, c := Of(resource), mcp.Call{SessionID: id}
			for b.Loop() {
				s.Scope(&c)
			}
		})
	}
}
