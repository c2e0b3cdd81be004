package jsonrpc_test

import (
	"fmt"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

func ExampleDecode() {
	messages, fault := jsonrpc.Decode([]byte(`[{"id":"1","method":"ping"},{"id":1,"result":{}},{"id":1}]`), nil)
	fmt.Println(fault == jsonrpc.OK)
	for _, m := range messages {
		fmt.Printf("%s %s (%s)\n", m.Kind, m.ID.Raw, m.Fault)
	}
	// Output:
	// true
	// request "1" ()
	// response 1 ()
	// invalid 1 (not_a_message)
}
