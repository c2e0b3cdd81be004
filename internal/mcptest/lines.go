package mcptest

import (
	"fmt"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// SpanLines writes the texts of spans, in order: a line for each span, then one for each
// of its events and links.
//
//	{service.name="desk"} span "tools/call" message="no such user" {gen_ai.tool.name="x"}
func SpanLines(batches ...ptrace.Traces) string {
	var b strings.Builder
	for _, td := range batches {
		for _, rs := range td.ResourceSpans().All() {
			for _, ss := range rs.ScopeSpans().All() {
				for _, s := range ss.Spans().All() {
					spanLines(&b, attributes(rs.Resource().Attributes()), s)
				}
			}
		}
	}
	return b.String()
}

func spanLines(b *strings.Builder, resource string, s ptrace.Span) {
	fmt.Fprintf(b, "%s span %q", resource, s.Name())
	if message := s.Status().Message(); message != "" {
		fmt.Fprintf(b, " message=%q", message)
	}
	fmt.Fprintf(b, " %s\n", attributes(s.Attributes()))
	for _, e := range s.Events().All() {
		fmt.Fprintf(b, "  event %q %s\n", e.Name(), attributes(e.Attributes()))
	}
	for _, l := range s.Links().All() {
		fmt.Fprintf(b, "  link state=%q %s\n", l.TraceState().AsRaw(), attributes(l.Attributes()))
	}
}

// RecordLines writes the texts of log records, in order:
//
//	{service.name="desk"} record "user logged in" event="login" {user.id=5}
func RecordLines(batches ...plog.Logs) string {
	var b strings.Builder
	for _, ld := range batches {
		for _, rl := range ld.ResourceLogs().All() {
			for _, sl := range rl.ScopeLogs().All() {
				for _, r := range sl.LogRecords().All() {
					fmt.Fprintf(&b, "%s record %s", attributes(rl.Resource().Attributes()), strconv.Quote(r.Body().AsString()))
					if r.EventName() != "" {
						fmt.Fprintf(&b, " event=%q", r.EventName())
					}
					fmt.Fprintf(&b, " %s\n", attributes(r.Attributes()))
				}
			}
		}
	}
	return b.String()
}
