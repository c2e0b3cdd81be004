package conformance

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// idleStreams is how many streams of events are open at once, if the system allows so many
// file descriptors.
const idleStreams = 5000

// perStream is the most that an idle stream may add to the collector's resident memory: two
// connections with their buffers and goroutines, and a buffer for copying.
const perStream = 96 << 10

// TestIdleStreamsTakeLittleMemory opens streams that say nothing, makes calls beside them,
// lets each say one thing, and closes them.
func TestIdleStreamsTakeLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("starts real processes")
	}
	if _, err := os.Stat("/proc/self/statm"); err != nil {
		t.Skip("reads /proc")
	}
	streams := idleStreams
	var limit syscall.Rlimit
	require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit))
	if most := (int(limit.Max) - 200) / 2; most < streams { // the test has both ends, the collector the two in the middle
		streams = most
	}
	speak := make(chan struct{})
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if r.Method == http.MethodPost {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":1,"result":{}}`)
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, ": open\n\n")
		w.(http.Flusher).Flush()
		<-speak
		_, _ = io.WriteString(w, "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}\n\n")
	}))
	defer upstream.Close()
	p := startProxy(t, "/", upstream.URL)
	before := p.resident(t)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}
	bodies := make([]*bufio.Reader, streams)
	for i := range bodies {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.address+"/mcp", http.NoBody)
		require.NoError(t, err)
		request.Header.Set("Mcp-Session-Id", fmt.Sprintf("session-%d", i))
		response, err := client.Do(request)
		require.NoError(t, err, "stream %d", i)
		defer response.Body.Close()
		bodies[i] = bufio.NewReaderSize(response.Body, 64)
		line, err := bodies[i].ReadString('\n')
		require.NoError(t, err)
		require.Equal(t, ": open\n", line)
	}
	time.Sleep(2 * time.Second) // what is queued is inspected
	open := p.resident(t)
	t.Logf("%d idle streams: %d KiB resident before, %d KiB with them: %.1f KiB each", streams, before>>10, open>>10, float64(open-before)/float64(streams)/1024)
	require.Less(t, open-before, int64(streams)*perStream)

	for range 20 {
		started := time.Now()
		response, err := client.Post("http://"+p.address+"/mcp", "application/json", strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"ping"}`))
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Less(t, time.Since(started), time.Second)
	}
	close(speak)
	var all sync.WaitGroup
	for _, body := range bodies {
		all.Go(func() {
			text, err := io.ReadAll(body)
			if err != nil || !strings.Contains(string(text), "list_changed") {
				t.Errorf("a stream ended with %v after %d bytes", err, len(text))
			}
		})
	}
	all.Wait()
}

// resident is the collector's resident memory in bytes.
func (p proxied) resident(t *testing.T) int64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.pid))
	require.NoError(t, err)
	var size, pages int64
	_, err = fmt.Sscan(string(text), &size, &pages)
	require.NoError(t, err)
	return pages * int64(os.Getpagesize())
}
