package proxy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"strconv"
	"sync"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// Options say what a handler does besides relaying.
type Options struct {
	// MaxBody is the length in bytes up to which a request body is read before the
	// upstream is called, and up to which bodies and events are inspected.
	MaxBody int
	// AllowedOrigins are the values of the Origin header that are let through; nil
	// leaves it to the upstream. A request without the header is let through.
	AllowedOrigins []string
	// Authenticate refuses requests with an error; nil lets everyone in.
	Authenticate func(ctx context.Context, headers map[string][]string) (context.Context, error)
	// InjectTraceparent adds the header to requests that have none.
	InjectTraceparent bool
	// Errors takes what the HTTP machinery logs.
	Errors *log.Logger
}

// Handler relays requests to the upstreams of its routes.
type Handler struct {
	options Options
	routes  []*route
	buffers bufferPool
}

// route is a route with what belongs to it while it is served.
type route struct {
	Route
	outside  outside
	reverse  *httputil.ReverseProxy
	observer *Observer
}

// NewHandler returns a handler for routes with observers.
func NewHandler(o Options, routes []Route, observers []*Observer) *Handler {
	if o.MaxBody <= 0 {
		o.MaxBody = transport.DefaultMax
	}
	h := &Handler{options: o}
	for i := range routes {
		r := &route{Route: routes[i], observer: observers[i]}
		r.reverse = &httputil.ReverseProxy{
			Rewrite:        r.rewrite,
			Transport:      r.Transport,
			BufferPool:     &h.buffers, // and flushing at once what has no length, as a stream has none
			ModifyResponse: r.modify,
			ErrorHandler:   r.fail,
			ErrorLog:       o.Errors,
		}
		h.routes = append(h.routes, r)
	}
	sortRoutes(h.routes)
	return h
}

// ServeHTTP relays one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	to := h.routeOf(pathOf(r))
	if to == nil {
		http.NotFound(w, r)
		return
	}
	if !h.admit(w, r) {
		return
	}
	p := to.observer.begin(h, to, r)
	p.writer = &plainWriter{ResponseWriter: w}
	w = p.writer
	body, err := h.readBody(r, p)
	if err != nil {
		to.fail(w, r.WithContext(with(r.Context(), p)), err)
		return
	}
	defer func() {
		if p.brokeOff(r) || p.empty {
			_ = http.NewResponseController(w).Flush() // be it only the head, before the server closes the connection or adds a length
		}
		p.end(r)
	}()
	out := r.WithContext(with(r.Context(), p))
	out.Body = body
	to.reverse.ServeHTTP(w, out)
	p.deliver(w)
}

func (h *Handler) routeOf(path string) *route {
	for _, r := range h.routes {
		if r.has(path) {
			return r
		}
	}
	return nil
}

// readBody reads the body up to the bound, because an upstream that answers before it
// has read the whole request makes the answer get lost now and then
// (golang/go#40747). What is longer follows as it comes.
func (h *Handler) readBody(r *http.Request, p *passage) (io.ReadCloser, error) {
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 {
		p.request(nil, true)
		return r.Body, nil
	}
	head, whole, err := readUpTo(r.Body, r.ContentLength, h.options.MaxBody)
	if err != nil {
		return nil, err
	}
	p.request(head, whole)
	if whole {
		for _, name := range [...]string{"Content-Length", "Transfer-Encoding", "Trailer"} {
			delete(r.Trailer, name) // not allowed there (RFC 9110, section 6.5.1); the transport would refuse the request
		}
		return io.NopCloser(bytes.NewReader(head)), nil
	}
	return &tappedBody{Reader: io.MultiReader(bytes.NewReader(head), &tail{r.Body, p}), Closer: r.Body}, nil
}

type tappedBody struct {
	io.Reader
	io.Closer
}

// readUpTo reads at most limit bytes and reports whether that was all.
func readUpTo(body io.Reader, length int64, limit int) (head []byte, whole bool, err error) {
	if length > 0 {
		head = lend(int(min(length, int64(limit))))[:0]
	} else {
		head = make([]byte, 0, 512)
	}
	for len(head) < limit {
		if len(head) == cap(head) {
			head = append(head, 0)[:len(head)]
		}
		n, err := body.Read(head[len(head):min(cap(head), limit)])
		head = head[:len(head)+n]
		if errors.Is(err, io.EOF) {
			return head, true, nil
		}
		if err != nil {
			return nil, false, err
		}
		if length >= 0 && int64(len(head)) == length {
			return head, true, nil
		}
	}
	return head, false, nil
}

// tail is the rest of a long body, which is relayed while it comes.
type tail struct {
	body io.Reader
	p    *passage
}

func (t *tail) Read(b []byte) (n int, err error) {
	n, err = t.body.Read(b)
	t.p.requestTail(b[:n], err != nil)
	return n, err
}

// rewrite aims a request at the upstream and leaves the rest of it alone: ReverseProxy
// has taken out more than the hop-by-hop headers.
func (r *route) rewrite(pr *httputil.ProxyRequest) {
	pr.Out.URL = passageOf(pr.In.Context()).asked.target
	pr.Out.Host = pr.In.Host
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
		if values, ok := pr.In.Header[name]; ok {
			pr.Out.Header[name] = values
		}
	}
	p := passageOf(pr.In.Context())
	if p.whole != nil {
		// The transport may send it again if the connection turned out to be closed
		// before anything was sent.
		pr.Out.GetBody = p.body
		pr.Out.Body, _ = p.body() // ReverseProxy has wrapped it, and what is in memory goes out together with the head
	}
	if p.inject != "" {
		pr.Out.Header.Set("Traceparent", p.inject)
	}
}

// modify attaches the tap to the answer. It never refuses one.
func (r *route) modify(response *http.Response) error {
	passageOf(response.Request.Context()).response(r, response)
	return nil
}

// fail answers for an upstream that did not, as ReverseProxy does by itself. A client that
// has left gets nothing any more, and its leaving says nothing about the upstream.
func (*route) fail(w http.ResponseWriter, r *http.Request, _ error) {
	w.Header().Set("Date", time.Now().UTC().Format(http.TimeFormat))
	w.WriteHeader(http.StatusBadGateway)
	if r.Context().Err() == nil {
		passageOf(r.Context()).failed(http.StatusBadGateway)
	}
}

// plainWriter keeps the server from adding headers to an answer that lacks them, which
// a direct connection would not.
// It may be used by ReverseProxy and by a tap at once: the former flushes the head by a
// timer.
type plainWriter struct {
	http.ResponseWriter
	mu sync.Mutex // covers writing and flushing
}

// Write writes to the answer.
func (w *plainWriter) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.ResponseWriter.Write(b)
}

// FlushError is what http.ResponseController looks for.
func (w *plainWriter) FlushError() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// WriteHeader says so for the answer itself: what comes before it, such as a 103, has
// headers of its own.
func (w *plainWriter) WriteHeader(code int) {
	if code >= http.StatusOK {
		header := w.Header()
		for _, name := range [...]string{"Content-Type", "Date"} {
			if _, ok := header[name]; !ok {
				header[name] = nil
			}
		}
	}
	w.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController hijack.
func (w *plainWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

type contextKey struct{}

func with(ctx context.Context, p *passage) context.Context {
	return context.WithValue(ctx, contextKey{}, p)
}

func passageOf(ctx context.Context) *passage { return ctx.Value(contextKey{}).(*passage) }

// bufferSize is that of copying an answer. An idle event stream holds one, so it is
// small; what comes in larger pieces is relayed by the tap.
const bufferSize = 8 << 10

type bufferPool struct{ pool sync.Pool }

func (b *bufferPool) Get() []byte {
	if buffer, ok := b.pool.Get().(*[bufferSize]byte); ok {
		return buffer[:]
	}
	return make([]byte, bufferSize)
}

func (b *bufferPool) Put(buffer []byte) { b.pool.Put((*[bufferSize]byte)(buffer)) }

func port(text string) int64 {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return 0
	}
	return int64(n)
}
