package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
)

const traceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

func TestTraceParent(t *testing.T) {
	tests := map[string]struct {
		text string
		ok   bool
	}{
		"version 00":                            {traceParent, true},
		"a later version":                       {"01" + traceParent[2:], true},
		"a later version with more":             {"01" + traceParent[2:] + "-x", true},
		"version 00 with more":                  {traceParent + "-x", false},
		"a later version run together":          {"01" + traceParent[2:] + "x", false},
		"version ff":                            {"ff" + traceParent[2:], false},
		"upper case":                            {strings.ToUpper(traceParent), false},
		"no trace":                              {"00-00000000000000000000000000000000-00f067aa0ba902b7-01", false},
		"no parent":                             {"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false},
		"too short":                             {traceParent[:54], false},
		"other signs":                           {strings.ReplaceAll(traceParent, "-", "_"), false},
		"not hexadecimal":                       {strings.Replace(traceParent, "4b", "xy", 1), false},
		"nothing":                               {"", false},
		"longer than anything that makes sense": {"01" + traceParent[2:] + "-" + strings.Repeat("x", 1000), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWire(exchange.Options{})
			w.pipe().client(fmt.Sprintf(`{"method":"notifications/initialized","params":{"_meta":{"traceparent":%q}}}`, tt.text))
			e := w.said[0]
			require.Equal(t, tt.ok, e.Trace.Found == exchange.TraceInMeta)
			require.Equal(t, tt.ok, e.Call.TraceID != [16]byte{})
			require.Equal(t, tt.ok, e.Call.ParentID != [8]byte{})
		})
	}
}

func TestTheMessagesOwnContextOutranksTheHeaders(t *testing.T) {
	f := exchange.Facts{
		TraceParent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", TraceState: "h=1", Baggage: "a=b",
	}
	w := newWire(exchange.Options{})
	w.post(f, `{"id":1,"method":"ping","params":{"_meta":{"traceparent":"`+traceParent+`","tracestate":"m=1"}}}`).server(pong(1))
	w.post(f, ping(1)).server(pong(1))
	require.Equal(t, exchange.Trace{Found: exchange.TraceInMeta, Flags: 1, State: "m=1"}, w.said[0].Trace)
	require.Equal(t, byte(0x4b), w.said[0].Call.TraceID[0])
	require.Equal(t, exchange.Trace{Found: exchange.TraceInHeader, State: "h=1", Baggage: "a=b"}, w.said[1].Trace)
	require.Equal(t, byte(0x0a), w.said[1].Call.TraceID[0])
}

func TestHeadersThatDifferFromTheBody(t *testing.T) {
	const call = `{"id":1,"method":"tools/call","params":{"name":"é"}}`
	tests := map[string]struct {
		method, name string
		differ       bool
	}{
		"none":           {"", "", false},
		"the same":       {"tools/call", "=?base64?w6k=?=", false},
		"another method": {"tools/list", "", true},
		"another name":   {"tools/call", "a", true},
		"bad base64":     {"tools/call", "=?base64?%?=", true},
		"no end":         {"tools/call", "=?base64?w6k=", true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWire(exchange.Options{})
			w.post(exchange.Facts{Method: tt.method, Name: tt.name}, call).server(pong(1))
			require.Equal(t, tt.differ, w.said[0].HeaderMismatch)
			require.Equal(t, tt.differ, w.odd(exchange.HeaderMismatch) == 1)
		})
	}
}

func TestRevisions(t *testing.T) {
	tests := map[string]string{
		`"2026-07-28"`: "2026-07-28", `"1999-01-01"`: "1999-01-01",
		`"2026-7-28"`: "", `"latest"`: "", `"2026x07x28"`: "", `"20260-7-28"`: "", `5`: "", `"2026-07-2 "`: "",
	}
	for text, want := range tests {
		w := newWire(exchange.Options{})
		w.pipe().client(`{"method":"a","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":` + text + `}}}`)
		require.Equal(t, want, w.said[0].Call.ProtocolVersion, text)
	}
}

func TestTheConversationIsInTheBaggage(t *testing.T) {
	tests := map[string]string{
		"gen_ai.conversation.id=c1":                             "c1",
		"user=5, gen_ai.conversation.id = c%201 ;prop=1, a=b":   "c 1",
		"xgen_ai.conversation.id=c1,gen_ai.conversation.idx=c2": "",
		"gen_ai.conversation.id=%zz":                            "",
		"gen_ai.conversation.id=%ff":                            "",
		"gen_ai.conversation.id":                                "",
		"":                                                      "",
	}
	for baggage, want := range tests {
		w := newWire(exchange.Options{})
		w.post(exchange.Facts{TraceParent: traceParent, Baggage: baggage}, ping(1)).server(pong(1))
		require.Equal(t, want, w.said[0].Call.ConversationID, baggage)
	}
}
