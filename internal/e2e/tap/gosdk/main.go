// Command gosdk is an MCP client and server of the official Go SDK, for tests of the
// tap: "gosdk serve", or "gosdk <protocol version> <command>...", which talks to the
// command and prints a line for every request: method, what it was for, how it ended.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

func main() {
	var err error
	if os.Args[1] == "serve" {
		err = newServer().Run(context.Background(), &mcp.StdioTransport{})
	} else {
		err = converse(context.Background(), os.Args[1], exec.Command(os.Args[2], os.Args[3:]...))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gosdk:", err)
		os.Exit(1)
	}
}

type city struct {
	Name string `json:"name"`
	Size int    `json:"size,omitempty"`
}

func newServer() *mcp.Server {
	s := mcp.NewServer(&mcp.Implementation{Name: "gosdk", Version: "1"}, nil)
	tool := func(name string, handle func(context.Context, city) (string, error)) {
		mcp.AddTool(s, &mcp.Tool{Name: name}, func(ctx context.Context, _ *mcp.CallToolRequest, c city) (*mcp.CallToolResult, any, error) {
			text, err := handle(ctx, c)
			if err != nil {
				return nil, nil, err
			}
			return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: text}}}, nil, nil
		})
	}
	tool("greet", func(_ context.Context, c city) (string, error) { return c.Name + strings.Repeat("!", c.Size), nil })
	tool("fail", func(context.Context, city) (string, error) { return "", errors.New("no such city") })
	tool("slow", func(ctx context.Context, _ city) (string, error) {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Minute):
			return "late", nil
		}
	})
	return s
}

var printing sync.Mutex

// witness prints how every request ended.
func witness(next mcp.MethodHandler) mcp.MethodHandler {
	return func(ctx context.Context, method string, r mcp.Request) (mcp.Result, error) {
		result, err := next(ctx, method, r)
		if strings.HasPrefix(method, "notifications/") {
			return result, err
		}
		printing.Lock()
		defer printing.Unlock()
		fmt.Println(strings.Join(strings.Fields(method+" "+target(r)+" "+ending(result, err)), " "))
		return result, err
	}
}

func target(r mcp.Request) string {
	var p struct{ Name string }
	b, err := json.Marshal(r.GetParams())
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if _, hello := r.GetParams().(*mcp.InitializeParams); hello || err != nil {
		return ""
	}
	return p.Name
}

func ending(result mcp.Result, err error) string {
	var wire *jsonrpc.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case errors.As(err, &wire):
		return strconv.FormatInt(wire.Code, 10)
	case err != nil:
		return err.Error()
	}
	if r, ok := result.(*mcp.CallToolResult); ok && r.IsError {
		return "tool_error"
	}
	return "ok"
}

// converse does everything that a call can come to.
func converse(ctx context.Context, version string, cmd *exec.Cmd) error {
	cmd.Stderr = os.Stderr
	client := mcp.NewClient(&mcp.Implementation{Name: "gosdk-client", Version: "1"}, nil)
	client.AddSendingMiddleware(witness)
	s, err := client.Connect(ctx, &mcp.CommandTransport{Command: cmd}, &mcp.ClientSessionOptions{ProtocolVersion: version})
	if err != nil {
		return err
	}
	_, _ = s.ListTools(ctx, nil) // how requests end is the witness's to say
	call := func(ctx context.Context, tool string, size int) {
		_, _ = s.CallTool(ctx, &mcp.CallToolParams{Name: tool, Arguments: city{"Bergen", size}})
	}
	call(ctx, "greet", 0)
	call(ctx, "greet", 3<<20)
	call(ctx, "fail", 0)
	call(ctx, "nonsense", 0)
	_, _ = s.CallTool(ctx, &mcp.CallToolParams{Name: "greet", Arguments: map[string]any{"name": 5}})
	_, _ = s.ListResources(ctx, nil)
	_, _ = s.GetPrompt(ctx, &mcp.GetPromptParams{Name: "nope"})
	canceled, cancel := context.WithCancel(ctx)
	time.AfterFunc(100*time.Millisecond, cancel)
	call(canceled, "slow", 0)
	limited, end := context.WithTimeout(ctx, 100*time.Millisecond)
	defer end()
	call(limited, "slow", 0)
	var all sync.WaitGroup
	for n := range 50 {
		all.Go(func() { call(ctx, "greet", n*1000) })
	}
	all.Wait()
	return s.Close()
}
