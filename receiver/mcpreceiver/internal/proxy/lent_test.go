package proxy

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLentMemoryHasTheLengthAskedFor(t *testing.T) {
	for _, length := range []int{0, 1, minLent - 1, minLent, minLent + 1, 64<<10 + 200, maxLent, maxLent + 1} {
		memory := lend(length)
		require.Len(t, memory, length)
		giveBack(memory)
	}
	require.Equal(t, -1, classOf(minLent-1))
	require.Equal(t, -1, classOf(maxLent+1))
	require.Equal(t, len(lenders)-1, classOf(maxLent))
}

// TestLentMemoryIsNobodyElses makes many calls at once, each with a body of its own, some of
// them to an upstream that answers before it has read the request. What one call sends or
// gets is never another's.
func TestLentMemoryIsNobodyElses(t *testing.T) {
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/early" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	}))
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	defer client.CloseIdleConnections()
	var all sync.WaitGroup
	for caller := range 16 {
		all.Go(func() {
			for n := range 60 {
				text := fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"add","arguments":"%s"}}`,
					n, bytes.Repeat(fmt.Appendf(nil, "%d-%d ", caller, n), 1+(caller*60+n)*13%20_000))
				path := "/echo"
				if n%3 == 0 {
					path = "/early"
				}
				response, err := client.Post(b.url+path, "application/json", bytes.NewReader(text))
				if err != nil {
					assert.Equal(t, "/early", path, "%v", err) // the connection may be reset while the client still writes
					continue
				}
				got, err := io.ReadAll(response.Body)
				if path == "/echo" && (!assert.NoError(t, err) || !assert.True(t, bytes.Equal(text, got), "%d bytes for %d", len(got), len(text))) {
					return
				}
				_ = response.Body.Close() // it was read
			}
		})
	}
	all.Wait()
}
