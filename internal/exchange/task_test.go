package exchange_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

const (
	legacyCall   = `{"id":1,"method":"tools/call","params":{"name":"a","task":{"ttl":60000}}}`
	legacyTask   = `{"id":1,"result":{"task":{"taskId":"t","status":"working"}}}`
	modernCall   = `{"id":1,"method":"tools/call","params":{"name":"a","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}`
	modernTask   = `{"id":1,"result":{"resultType":"task","taskId":"t","status":"working","ttlMs":1}}`
	askForTask   = `{"id":2,"method":"tasks/get","params":{"taskId":"t"}}`
	askForResult = `{"id":2,"method":"tasks/result","params":{"taskId":"t"}}`
	cancelTask   = `{"id":2,"method":"tasks/cancel","params":{"taskId":"t"}}`
)

func TestATaskEndsWhenItIsFirstSaid(t *testing.T) {
	tests := map[string]struct {
		call, task string
		say        func(link)
		want       string
	}{
		"by tasks/get": {
			legacyCall, legacyTask,
			func(l link) { l.client(askForTask).server(`{"id":2,"result":{"taskId":"t","status":"completed"}}`) },
			"client tools/call a #1 3s: task_ended, success handed_off_after=1s",
		},
		"by a notification": {
			legacyCall, legacyTask,
			func(l link) {
				l.server(`{"method":"notifications/tasks/status","params":{"taskId":"t","status":"input_required"}}`).
					server(`{"method":"notifications/tasks/status","params":{"taskId":"t","status":"failed"}}`)
			},
			"client tools/call a #1 3s: task_ended, tool_error error=tool_error handed_off_after=1s",
		},
		"by tasks/cancel": {
			legacyCall, legacyTask,
			func(l link) { l.client(cancelTask).server(`{"id":2,"result":{"taskId":"t","status":"cancelled"}}`) },
			"client tools/call a #1 3s: task_ended, cancelled error=cancelled handed_off_after=1s",
		},
		"by its result": {
			legacyCall, legacyTask,
			func(l link) {
				l.client(askForResult).server(`{"id":2,"result":{"content":[{"type":"text","text":"Tool a not found"}],"isError":true}}`)
			},
			"client tools/call a #1 3s: task_ended, unknown_tool error=tool_error handed_off_after=1s",
		},
		"by the error of its result": {
			legacyCall, legacyTask,
			func(l link) { l.client(askForResult).server(`{"id":2,"error":{"code":-32603,"message":"m"}}`) },
			"client tools/call a #1 3s: task_ended, server_error error=-32603 handed_off_after=1s",
		},
		"at once": {
			legacyCall, `{"id":1,"result":{"task":{"taskId":"t","status":"completed"}}}`,
			func(link) {},
			"client tools/call a #1 1s: task_ended, success handed_off_after=1s",
		},
		"with the result in it": {
			modernCall, modernTask,
			func(l link) {
				l.client(askForTask).server(`{"id":2,"result":{"taskId":"t","status":"completed","result":{"isError":true}}}`)
			},
			"client tools/call a #1 3s: task_ended, tool_error error=tool_error handed_off_after=1s version=2026-07-28",
		},
		"with the error in it": {
			modernCall, modernTask,
			func(l link) {
				l.client(askForTask).server(`{"id":2,"result":{"taskId":"t","status":"failed","error":{"code":-32603}}}`)
			},
			"client tools/call a #1 3s: task_ended, server_error error=-32603 handed_off_after=1s version=2026-07-28",
		},
		"by the end of the process": {
			legacyCall, legacyTask,
			func(l link) { l.close(false) },
			"client tools/call a #1 2s: closed, server_error error=connection_closed handed_off_after=1s",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWire(exchange.Options{})
			l := w.pipe().client(tt.call).server(tt.task)
			tt.say(l)
			require.Contains(t, w.calls(), tt.want)
			requests, _ := w.Len()
			require.Zero(t, requests)
			counts := w.Counts()
			require.Equal(t, counts.Requests, counts.Reported)
		})
	}
}

func TestATaskOutlivesItsExchange(t *testing.T) {
	w := newWire(exchange.Options{Timeout: time.Minute, TaskTimeout: time.Hour})
	f := exchange.Facts{ProtocolVersion: "2026-07-28"}
	w.post(f, modernCall).status(200, false).server(modernTask).close(false)
	w.now += int64(30 * time.Minute)
	w.said = w.Expire(w.now, w.said)
	w.post(f, `{"method":"notifications/cancelled","params":{"requestId":1}}`)
	w.said = nil
	w.post(exchange.Facts{Server: "other"}, askForTask).server(`{"id":2,"result":{"taskId":"t","status":"completed"}}`)
	require.Equal(t, []string{"client tasks/get #2 1s: answered, success"}, w.calls(), "a task of another server")
	w.post(f, askForTask).server(`{"id":2,"result":{"taskId":"t","status":"completed"}}`)
	require.Equal(t, []string{
		"client tasks/get #2 1s: answered, success version=2026-07-28",
		"client tools/call a #1 30m11s: task_ended, success handed_off_after=2s version=2026-07-28",
	}, w.calls())

	one, two := w.pipe().client(legacyCall).server(legacyTask), w.pipe().client(legacyCall).server(legacyTask)
	one.client(askForTask).server(`{"id":2,"result":{"taskId":"t","status":"completed"}}`)
	require.Len(t, w.calls(), 2, "every process has tasks of its own")
	two.close(false)
	w.said = nil

	w.post(f, modernCall).server(modernTask)
	w.now += int64(time.Hour)
	w.said = w.Expire(w.now, w.said)
	require.Equal(t, []string{
		"client tools/call a #1 1h0m1s: expired, timeout error=timeout handed_off_after=1s version=2026-07-28",
	}, w.calls())
}

func TestTasksAreToldApartByTheirIDs(t *testing.T) {
	w := newWire(exchange.Options{})
	l := w.pipe().client(legacyCall).server(legacyTask).
		client(`{"id":3,"method":"tools/call","params":{"name":"b","task":{}}}`).
		server(`{"id":3,"result":{"task":{"taskId":"u","status":"working"}}}`)
	l.server(`{"method":"notifications/tasks/status","params":{"taskId":"t","status":"completed"}}`)
	require.Equal(t, []string{"client tools/call a #1 4s: task_ended, success handed_off_after=1s"}, w.calls())
}

func TestATaskIsNotEndedByCancellingTheRequest(t *testing.T) {
	w := newWire(exchange.Options{})
	l := w.pipe().client(legacyCall).server(legacyTask).client(`{"method":"notifications/cancelled","params":{"requestId":1}}`)
	require.Empty(t, w.calls())
	l.server(`{"method":"notifications/tasks/status","params":{"taskId":"t","status":"completed"}}`)
	require.Equal(t, []string{"client tools/call a #1 3s: task_ended, success handed_off_after=1s"}, w.calls())
}
