package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// echoed are the arguments of the tool.
type echoed struct {
	As      string `json:"as"`
	Events  int    `json:"events"`
	Message string `json:"message"`
}

// plainServer speaks just enough MCP to be loaded: what it takes itself hides little of what a proxy takes.
func plainServer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client has left
	}
	var message struct {
		ID     *int   `json:"id"`
		Method string `json:"method"`
		Params struct {
			Arguments echoed `json:"arguments"`
		} `json:"params"`
	}
	if err := json.Unmarshal(body, &message); err != nil {
		http.Error(w, "no message", http.StatusBadRequest)
		return
	}
	switch {
	case message.ID == nil:
		w.WriteHeader(http.StatusAccepted)
	case message.Method == "initialize":
		w.Header().Set("Mcp-Session-Id", fmt.Sprintf("%p", r)) // differs from that of others at the same time
		writeJSON(w, `{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"`+protocol+`","capabilities":{"tools":{}},"serverInfo":{"name":"echo","version":"1"}}}`)
	default:
		answer(w, *message.ID, &message.Params.Arguments)
	}
}

func answer(w http.ResponseWriter, id int, e *echoed) {
	text := `{"jsonrpc":"2.0","id":` + strconv.Itoa(id) + `,"result":{"content":[{"type":"text","text":"` + e.Message + `"}]}}`
	if e.As == "json" {
		writeJSON(w, text)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	for i := 1; i < e.Events; i++ {
		fmt.Fprintf(w, "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":%d,\"progress\":%d}}\n\n", id, i)
		_ = http.NewResponseController(w).Flush()
	}
	fmt.Fprintf(w, "event: message\ndata: %s\n\n", text)
}

func writeJSON(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	_, _ = io.WriteString(w, text)
}

// sdkServer is the Go SDK's, which answers with bodies at one path and with streams at another.
func sdkServer() http.Handler {
	server := mcp.NewServer(&mcp.Implementation{Name: "echo", Version: "1"}, nil)
	mcp.AddTool(server, &mcp.Tool{Name: "echo", Description: "Echoes"}, func(ctx context.Context, r *mcp.CallToolRequest, e echoed) (*mcp.CallToolResult, any, error) {
		for i := 1; i < e.Events; i++ {
			progress := &mcp.ProgressNotificationParams{ProgressToken: r.Params.GetProgressToken(), Progress: float64(i)}
			if err := r.Session.NotifyProgress(ctx, progress); err != nil {
				return nil, nil, err
			}
		}
		return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: e.Message}}}, nil, nil
	})
	mux := http.NewServeMux()
	for path, asJSON := range map[string]bool{"/json": true, "/sse": false} {
		mux.Handle(path, mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return server }, &mcp.StreamableHTTPOptions{JSONResponse: asJSON}))
	}
	return mux
}
