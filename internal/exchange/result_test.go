package exchange_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// The first revisions put what a tool returns under toolResult, as some servers still do.
func TestAToolResultOfTheFirstRevisions(t *testing.T) {
	for result, want := range map[string]mcp.Outcome{
		`{"toolResult":{"content":[{"type":"text","text":"no money"}],"isError":true}}`:          mcp.OutcomeToolError,
		`{"toolResult":{"isError":true,"content":[{"type":"text","text":"Unknown tool: add"}]}}`: mcp.OutcomeUnknownTool,
		`{"toolResult":{"content":[{"type":"text","text":"5"}],"isError":false}}`:                mcp.OutcomeSuccess,
		`{"toolResult":"5"}`:                           mcp.OutcomeSuccess,
		`{"toolResult":{"isError":true},"content":[]}`: mcp.OutcomeSuccess, // it is the tool's own
	} {
		w := newWire(exchange.Options{})
		w.pipe().client(`{"id":1,"method":"tools/call","params":{"name":"add"}}`).server(`{"id":1,"result":` + result + `}`)
		require.Len(t, w.said, 1)
		require.Equal(t, want, w.said[0].Call.Outcome, result)
	}
}

// TestHowMuchOfAResultIsForAModel: servers that send structured content send the same as text, too.
func TestHowMuchOfAResultIsForAModel(t *testing.T) {
	const text, same = `[{"type":"text","text":"{\"q\":3.5}"}]`, `{"q":3.5}`
	for result, want := range map[string]int{
		`{"content":` + text + `}`: len(text),
		`{"content":` + text + `,"structuredContent":` + same + `,"isError":false}`: len(text),
		`{"structuredContent":` + same + `,"content": [ ] }`:                        len("[ ]"),
		`{"structuredContent":` + same + `,"content":[]}`:                           len(same),
		`{"structuredContent":` + same + `}`:                                        len(same),
		`{"toolResult":{"content":` + text + `}}`:                                   len(text),
		`{"toolResult":"nothing else"}`:                                             len(`"nothing else"`),
		`{}`:                                                                        0,
	} {
		w := newWire(exchange.Options{})
		w.pipe().client(`{"id":1,"method":"tools/call","params":{"name":"add"}}`).server(`{"id":1,"result":` + result + `}`)
		require.EqualValues(t, want, w.said[0].ContentSize, result)
		w = newWire(exchange.Options{})
		w.pipe().client(`{"id":1,"method":"prompts/get","params":{"name":"add"}}`).server(`{"id":1,"result":` + result + `}`)
		require.Zero(t, w.said[0].ContentSize, "no tool")
	}
	for name, say := range map[string]func(link){
		"asked for": func(l link) { l.client(askForResult).server(`{"id":2,"result":{"content":` + text + `}}`) },
		"in the task": func(l link) {
			l.client(askForTask).server(`{"id":2,"result":{"taskId":"t","status":"completed","result":{"content":` + text + `}}}`)
		},
	} {
		w := newWire(exchange.Options{})
		l := w.pipe().client(legacyCall).server(legacyTask)
		say(l)
		for _, e := range w.said {
			if e.Call.Tool == "a" {
				require.EqualValues(t, len(text), e.ContentSize, name)
			}
		}
	}
}

// TestOfAResultThatWasCutNothingIsSaid: what is left of its content is not how long it was.
func TestOfAResultThatWasCutNothingIsSaid(t *testing.T) {
	w := newWire(exchange.Options{})
	l := w.pipe().client(`{"id":1,"method":"tools/call","params":{"name":"add"}}`)
	l.said = l.Observe(l.s, exchange.Server, transport.Message{
		Data: []byte(`{"id":1,"result":{"content":[{"type":"text","text":"a`), Tail: []byte(`z"}],"isError":false}}`), Size: 1 << 30,
	}, l.tick(), l.said)
	require.Len(t, w.said, 1)
	require.EqualValues(t, 1<<30, w.said[0].ResponseSize)
	require.Zero(t, w.said[0].ContentSize)
}
