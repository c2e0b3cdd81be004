package proxy

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNothingOfAnAnswerIsKeptBack answers in pieces of many lengths, each after the
// client has read the one before: whatever is relayed in, none waits for the next one.
func TestNothingOfAnAnswerIsKeptBack(t *testing.T) {
	lengths := []int{
		1, bufferSize - 1, bufferSize, bufferSize + 1, 5, pieceSize, bufferSize + pieceSize, 2 * pieceSize, 7,
		bufferSize + 2*pieceSize, bufferSize + 3*pieceSize + 1, 300 << 10, 1, pieceSize, pieceSize - 1, bufferSize, 1,
	}
	for name, header := range map[string]http.Header{
		"a body":               {"Content-Type": {"application/json"}},
		"events":               {"Content-Type": {"text/event-stream"}},
		"events of one length": {"Content-Type": {"text/event-stream"}, "Content-Length": {"10000000"}},
		"something else":       {"Content-Type": {"text/plain"}},
	} {
		t.Run(name, func(t *testing.T) {
			read := make(chan struct{})
			b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				maps.Copy(w.Header(), header)
				for i, n := range lengths {
					_, _ = w.Write(bytes.Repeat([]byte{'a' + byte(i)}, n))
					_ = http.NewResponseController(w).Flush()
					select {
					case <-read:
					case <-r.Context().Done():
					}
				}
			}))
			client := &http.Client{Timeout: 10 * time.Second}
			response, err := client.Post(b.url, "application/json", strings.NewReader(call))
			require.NoError(t, err)
			defer response.Body.Close()
			for i, n := range lengths {
				got := make([]byte, n)
				_, err := io.ReadFull(response.Body, got)
				require.NoError(t, err, "piece %d of %d bytes", i, n)
				require.Equal(t, n, bytes.Count(got, []byte{'a' + byte(i)}), "piece %d of %d bytes", i, n)
				read <- struct{}{}
			}
		})
	}
}

// TestTheHeadDoesNotWaitForTheBody answers with a head, and with the body when the client
// has read that.
func TestTheHeadDoesNotWaitForTheBody(t *testing.T) {
	for _, kind := range []string{"application/json", "text/event-stream", "text/plain"} {
		t.Run(kind, func(t *testing.T) {
			read := make(chan struct{})
			b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", kind)
				_ = http.NewResponseController(w).Flush()
				select {
				case <-read:
				case <-r.Context().Done():
				}
				_, _ = io.WriteString(w, "body")
			}))
			client := &http.Client{Timeout: 10 * time.Second}
			response, err := client.Post(b.url, "application/json", strings.NewReader(call))
			require.NoError(t, err)
			defer response.Body.Close()
			close(read)
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			require.Equal(t, "body", string(body))
		})
	}
}

// TestAnAnswerWithoutALengthGetsNone has bodies that a server would give one, had it been
// asked for them itself.
func TestAnAnswerWithoutALengthGetsNone(t *testing.T) {
	for _, kind := range []string{"application/json", "text/plain"} {
		for _, length := range []int{0, 1, 500, 5000, 9000, 50_000, 500_000} {
			b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", kind)
				_ = http.NewResponseController(w).Flush()
				_, _ = w.Write(make([]byte, length))
			}))
			response, err := http.Post(b.url, "application/json", strings.NewReader(call))
			require.NoError(t, err)
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			require.Len(t, body, length)
			require.Equal(t, []string{"chunked"}, response.TransferEncoding, "%s of %d bytes", kind, length)
		}
	}
}

// TestLongAnswersAreRelayedAndRecorded has answers without a length, as a body and as
// an event, of many callers at once. Each gets its own, and each call becomes a span.
func TestLongAnswersAreRelayedAndRecorded(t *testing.T) {
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		w.Header().Set("Content-Type", "application/json")
		form := "%s"
		if r.URL.Path == "/sse" {
			w.Header().Set("Content-Type", "text/event-stream")
			form = "data: %s\n\n"
		}
		fmt.Fprintf(w, form, answerTo(body))
	}))
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	const callers, each = 12, 8
	var all sync.WaitGroup
	for caller := range callers {
		all.Go(func() {
			for n := range each {
				length := 1 + (caller*each+n)*2909%300_000
				text := fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"add","arguments":%q}}`,
					n, strings.Repeat(fmt.Sprintf("%d-%d ", caller, n), length/5))
				path, want := "/json", answerTo([]byte(text))
				if n%2 == 0 {
					path, want = "/sse", "data: "+want+"\n\n"
				}
				response, err := client.Post(b.url+path, "application/json", strings.NewReader(text))
				if !assert.NoError(t, err) {
					return
				}
				got, err := io.ReadAll(response.Body)
				_ = response.Body.Close() // it was read
				if !assert.NoError(t, err) || !assert.Equal(t, sha256.Sum256([]byte(want)), sha256.Sum256(got), "%d bytes for %d", len(got), len(want)) {
					return
				}
			}
		})
	}
	all.Wait()
	client.CloseIdleConnections()
	b.stop()
	require.Zero(t, b.meter.unseen.Load())
	require.Equal(t, [2]int{callers * each, callers * each}, b.meter.messages)
	require.Len(t, b.calls(t), callers*each)
}

// answerTo is an answer that has the params of a call as its result.
func answerTo(call []byte) string {
	return strings.Replace(string(call), `"method":"tools/call","params"`, `"result"`, 1)
}

// TestRoomGrowsWithTheAnswer, which begins with little, and is never less than the smallest
// that is lent.
func TestRoomGrowsWithTheAnswer(t *testing.T) {
	p := &passage{answer: answerHead{inspected: true}, observer: &Observer{queue: make(chan event, 9), options: ObserverOptions{QueueBytes: 1 << 30}}}
	var want []byte
	for i := range 100 {
		most := maxLent
		if p.buffered == nil {
			most = pieceSize
		}
		room := p.room(true)
		require.GreaterOrEqual(t, len(room), minLent)
		require.LessOrEqual(t, len(room), most)
		n := copy(room, bytes.Repeat([]byte{byte(i)}, 1+i*7919%len(room)))
		want = append(want, room[:n]...)
		p.gather(n, 0)
	}
	var got []byte
	for len(p.observer.queue) > 0 {
		got = append(got, (<-p.observer.queue).data...)
	}
	require.True(t, bytes.Equal(want, append(got, p.buffered...)))
}
