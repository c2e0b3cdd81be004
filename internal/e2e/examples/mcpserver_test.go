package examples

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answer is what a server that knows one tool says to a request; empty for a notification.
func answer(request []byte) string {
	var r struct {
		ID     json.RawMessage `json:"id"`
		Method string          `json:"method"`
	}
	if json.Unmarshal(request, &r) != nil || r.ID == nil {
		return ""
	}
	result := map[string]string{
		"initialize": `{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"weather","version":"1"}}`,
		"tools/list": `{"tools":[{"name":"get_weather","description":"Tells the weather.","inputSchema":{"type":"object"}}]}`,
		"tools/call": `{"content":[{"type":"text","text":"sunny"}]}`,
	}[r.Method]
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":%s}`, r.ID, result)
}

// The conversation of a client that calls one tool.
var conversation = []string{
	`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`,
	`{"jsonrpc":"2.0","method":"notifications/initialized"}`,
	`{"jsonrpc":"2.0","id":2,"method":"tools/list"}`,
	`{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"get_weather","arguments":{"for":"` + private + `"}}}`,
}

// httpServer is an MCP server over Streamable HTTP at the address.
func httpServer(t *testing.T, at string) {
	t.Helper()
	l, err := net.Listen("tcp", at)
	require.NoError(t, err)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		if said := answer(request); said != "" {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, said)
			return
		}
		w.WriteHeader(http.StatusAccepted)
	})}
	go func() { _ = server.Serve(l) }() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
}

// converse goes through the conversation over HTTP and returns the last answer.
func converse(t *testing.T, url string) string {
	t.Helper()
	var last string
	for _, message := range conversation {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(message))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		resp, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Less(t, resp.StatusCode, 300, "%s", body)
		last = string(body)
	}
	return last
}

// serveStdio answers lines until there are no more.
func serveStdio() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		if said := answer(lines.Bytes()); said != "" {
			fmt.Println(said)
		}
	}
}
