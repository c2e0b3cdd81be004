package jsonrpc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
)

func benchmarks() map[string][]byte {
	list := `{"name":"get_weather","description":"Weather for a city","inputSchema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}`
	escaped := strings.Repeat(`{\"id\":1,\"name\":\"Jane\"}\n`, 5000)
	return map[string][]byte{
		"call":       []byte(`{"method":"tools/call","params":{"name":"echo","arguments":{"message":"hello"}},"jsonrpc":"2.0","id":2}`),
		"tools-list": []byte(`{"result":{"tools":[` + strings.Repeat(list+",", 200) + list + `]},"jsonrpc":"2.0","id":1}`),
		"text":       []byte(`{"result":{"content":[{"type":"text","text":"` + strings.Repeat("The quick brown fox. ", 10_000) + `"}]},"jsonrpc":"2.0","id":1}`),
		"escaped":    []byte(`{"result":{"content":[{"type":"text","text":"` + escaped + `"}]},"jsonrpc":"2.0","id":1}`),
		"numbers":    []byte(`{"result":[` + strings.Repeat("1.5,-20,3e5,", 20_000) + `0],"id":1}`),
	}
}

func BenchmarkDecode(b *testing.B) {
	for name, data := range benchmarks() {
		b.Run(name, func(b *testing.B) {
			var dst []jsonrpc.Message
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				dst, _ = jsonrpc.Decode(data, dst[:0])
			}
		})
	}
}

// BenchmarkValid is what encoding/json takes to only check the same bytes.
func BenchmarkValid(b *testing.B) {
	for name, data := range benchmarks() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				json.Valid(data)
			}
		})
	}
}
