package proxy

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var discard = log.New(io.Discard, "", 0)

// clients speak each protocol that can stand in front.
func clients(t testing.TB) map[string]*http.Client {
	t.Helper()
	of := func(set func(*http.Protocols)) *http.Client {
		protocols := new(http.Protocols)
		set(protocols)
		transport := &http.Transport{
			Protocols: protocols, DisableCompression: true,
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // the server is the test's own
		}
		t.Cleanup(transport.CloseIdleConnections)
		return &http.Client{Transport: transport, Timeout: time.Minute}
	}
	return map[string]*http.Client{
		"HTTP/1.1": of(func(p *http.Protocols) { p.SetHTTP1(true) }),
		"h2c":      of(func(p *http.Protocols) { p.SetUnencryptedHTTP2(true) }),
		"h2":       of(func(p *http.Protocols) { p.SetHTTP2(true) }),
	}
}

// secure serves the same handler with TLS, and HTTP/2 in it, and returns its address.
func (b *behind) secure(t testing.TB) string {
	t.Helper()
	server := httptest.NewUnstartedServer(b.server.Handler)
	server.EnableHTTP2 = true
	server.Config.ErrorLog = discard
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL
}

// streams are event streams that are hard to read: comments, every line ending, lines
// without an end, bytes that are no text.
func streams() map[string]string {
	event := "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"ä☃\"}]}}"
	return map[string]string{
		"LF":               ": hi\n\nid: 1\nevent: message\n" + event + "\n\n",
		"CRLF":             ": hi\r\n\r\nid: 1\r\nretry: 5\r\n" + event + "\r\n\r\n",
		"CR":               ": hi\r\rid: 1\r" + event + "\r\r",
		"mixed":            ":\r\n\nid: 1\r" + event + "\n\r\n",
		"BOM":              "\ufeff" + event + "\n\n",
		"cut":              event,
		"no newline":       strings.Repeat("x", 3<<20),
		"endless data":     "data: " + strings.Repeat("y", 3<<20) + "\n\n",
		"many lines":       strings.Repeat("data: 1\n", 10_000) + "\n",
		"bad UTF-8":        "data: \xff\xfe\x00{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n\xc0\x80",
		"NUL":              "id: \x00\n" + event + "\x00\n\n",
		"batch":            "data: [{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}},{\"jsonrpc\":\"2.0\",\"method\":\"x\"}]\n\n",
		"nothing":          "",
		"empty lines only": "\n\r\n\r\n\n",
	}
}

// TestStreamsPassWhereverTheyAreCut writes streams in pieces of random lengths, flushed
// or not, over each protocol.
func TestStreamsPassWhereverTheyAreCut(t *testing.T) {
	all := streams()
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		random := rand.New(rand.NewPCG(1, uint64(len(r.URL.RawQuery))))
		w.Header().Set("Content-Type", "text/event-stream")
		rest := all[strings.TrimPrefix(r.URL.Path, "/")]
		for len(rest) > 0 {
			n := min(1+random.IntN(1+random.IntN(len(rest))), len(rest))
			_, _ = io.WriteString(w, rest[:n])
			rest = rest[n:]
			if random.IntN(3) > 0 {
				w.(http.Flusher).Flush()
			}
		}
	}))
	base := map[string]string{"HTTP/1.1": b.url, "h2c": b.url, "h2": b.secure(t)}
	for protocol, client := range clients(t) {
		for name, text := range all {
			for round := range 5 {
				request, err := http.NewRequest(http.MethodPost, base[protocol]+"/x", strings.NewReader(call))
				require.NoError(t, err)
				request.URL.Path = "/" + name
				request.URL.RawQuery = strings.Repeat("x", round)
				response, err := client.Do(request)
				require.NoError(t, err)
				got, err := io.ReadAll(response.Body)
				require.NoError(t, err)
				require.NoError(t, response.Body.Close())
				require.Equal(t, sha256.Sum256([]byte(text)), sha256.Sum256(got), "%s over %s: %d bytes for %d", name, protocol, len(got), len(text))
			}
		}
	}
	b.stop()
	require.Zero(t, b.meter.unseen.Load())
}

// bodies are kinds of bodies, by name.
func bodies(t testing.TB) map[string][]byte {
	t.Helper()
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, call)
	require.NoError(t, z.Close())
	return map[string][]byte{
		"call":     []byte(call),
		"batch":    []byte("[" + call + "," + strings.Replace(call, `"id":1`, `"id":2`, 1) + "]"),
		"gzip":     zipped.Bytes(),
		"no JSON":  {0xff, 0xfe, 0, '{'},
		"one byte": {'1'},
		"empty":    {},
		"long":     bytes.Repeat([]byte("0123456789abcdef"), 100_000), // beyond MaxBody
	}
}

// TestBodiesPassBothWays echoes bodies over each protocol, with and without a length.
func TestBodiesPassBothWays(t *testing.T) {
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for _, name := range []string{"Content-Type", "Content-Encoding"} {
			if value, ok := r.Header[name]; ok {
				w.Header()[name] = value
			}
		}
		w.Header().Set("X-Length", strconv.FormatInt(r.ContentLength, 10))
		if r.URL.Path == "/known" {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		_, _ = w.Write(body)
	}))
	base := map[string]string{"HTTP/1.1": b.url, "h2c": b.url, "h2": b.secure(t)}
	for protocol, client := range clients(t) {
		for name, body := range bodies(t) {
			for _, path := range []string{"/known", "/unknown"} {
				var reader io.Reader = bytes.NewReader(body)
				if path == "/unknown" {
					reader = io.MultiReader(reader) // hides the length
				}
				request, err := http.NewRequest(http.MethodPost, base[protocol]+path, reader)
				require.NoError(t, err)
				request.Header.Set("Content-Type", "application/json")
				if name == "gzip" {
					request.Header.Set("Content-Encoding", "gzip")
				}
				response, err := client.Do(request)
				require.NoError(t, err)
				got, err := io.ReadAll(response.Body)
				require.NoError(t, err)
				require.NoError(t, response.Body.Close())
				require.Equal(t, sha256.Sum256(body), sha256.Sum256(got), "%s%s over %s", name, path, protocol)
				if path == "/known" {
					require.EqualValues(t, len(body), response.ContentLength)
					require.Equal(t, strconv.Itoa(len(body)), response.Header.Get("X-Length"), name)
				}
			}
		}
	}
}

// TestLongBodiesPassBothWays sends 100 MB up and down, and holds the memory that takes.
func TestLongBodiesPassBothWays(t *testing.T) {
	if testing.Short() {
		t.Skip("moves 1.2 GB")
	}
	const size = 100 << 20
	b := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", r.URL.RawQuery)
		sum := sha256.New()
		n, _ := io.Copy(sum, r.Body)
		w.Header().Set("X-Sum", fmt.Sprintf("%d %x", n, sum.Sum(nil)))
		_, _ = io.Copy(w, io.LimitReader(newNoise(), size))
	}))
	want := sha256.New()
	_, _ = io.Copy(want, io.LimitReader(newNoise(), size))
	base := map[string]string{"HTTP/1.1": b.url, "h2c": b.url, "h2": b.secure(t)}
	for protocol, client := range clients(t) {
		for _, kind := range []string{"application/json", "text/event-stream"} {
			request, err := http.NewRequest(http.MethodPost, base[protocol]+"?"+kind, io.LimitReader(newNoise(), size))
			require.NoError(t, err)
			response, err := client.Do(request)
			require.NoError(t, err)
			require.Equal(t, fmt.Sprintf("%d %x", size, want.Sum(nil)), response.Header.Get("X-Sum"), "%s over %s", kind, protocol)
			got := sha256.New()
			_, err = io.Copy(got, response.Body)
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			require.Equal(t, want.Sum(nil), got.Sum(nil), "%s over %s", kind, protocol)
		}
	}
	require.LessOrEqual(t, b.observer.Waiting(), int64(64<<20))
}

// noise is the same endless text every time, without a line's end. It repeats after a
// prime number of bytes, so that no two buffers are alike.
type noise struct{ at int }

var noiseText = func() []byte {
	random := rand.New(rand.NewPCG(1, 1))
	text := make([]byte, 65521)
	for i := range text {
		text[i] = 'a' + byte(random.IntN(16))
	}
	return text
}()

func newNoise() *noise { return &noise{} }

func (n *noise) Read(b []byte) (int, error) {
	for done := 0; done < len(b); {
		copied := copy(b[done:], noiseText[n.at:])
		done += copied
		n.at = (n.at + copied) % len(noiseText)
	}
	return len(b), nil
}
