package mcptest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
)

// Records reads log records: a body and attributes, or "" for no body. The word event is
// the event name.
//
//	resource service.name=desk
//	record "user logged in" event=login user.id=5
func Records(t testing.TB, text string) plog.Logs {
	t.Helper()
	ld := plog.NewLogs()
	for i, line := range strings.Split(text, "\n") {
		words, err := split(line)
		require.NoError(t, err, "line %d", i+1)
		if len(words) > 0 && words[0][0] != '#' {
			require.NoError(t, readRecord(ld, words), "line %d", i+1)
		}
	}
	return ld
}

func readRecord(ld plog.Logs, words []string) error {
	if words[0] == "resource" {
		rl := ld.ResourceLogs().AppendEmpty()
		rl.ScopeLogs().AppendEmpty()
		return put(rl.Resource().Attributes(), words[1:])
	}
	if words[0] != "record" || len(words) < 2 || ld.ResourceLogs().Len() == 0 {
		return fmt.Errorf("word %q: want a resource, then records with a body", words[0])
	}
	r := ld.ResourceLogs().At(ld.ResourceLogs().Len() - 1).ScopeLogs().At(0).LogRecords().AppendEmpty()
	if words[1] != `""` {
		setValue(r.Body(), words[1])
	}
	event, rest := cutWord(words[2:], "event=")
	r.SetEventName(event)
	return put(r.Attributes(), rest)
}
