package proxy

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// asked is what of a request says how the client sees the proxy.
type asked struct {
	target *url.URL // at the upstream
	path   string   // as the client wrote it
	host   string   // of the proxy, as the client calls it; the upstream is told it, too
	secure bool     // the client uses TLS
}

// facing returns path and query of the proxy that stand for an address which the upstream tells;
// ok is false if there are none, or if the client gets there by the address as it is.
func (r *Route) facing(address string, a *asked) (string, bool) {
	u, ok := r.own(address, a)
	if !ok {
		return "", false
	}
	path, ok := r.backward(u.EscapedPath())
	if !ok {
		return "", false
	}
	seen := &url.URL{Path: unescape(a.path), RawPath: a.path}
	if as, err := seen.Parse(address); err == nil && as.Host == "" && as.EscapedPath() == path {
		return "", false
	}
	return path + r.query(u), true
}

// own returns an address as the upstream means it, if it is one of its own: of its host, or
// of the name by which the client has called it.
func (r *Route) own(address string, a *asked) (*url.URL, bool) {
	u, err := a.target.Parse(address)
	if err != nil || u.Opaque != "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil, false
	}
	return u, u.Host == r.Upstream.Host || u.Host == a.host
}

// query returns that of an address, with its mark, without the route's own: that is added
// to what the client sends, and may be a key that it does not know.
func (r *Route) query(u *url.URL) string {
	query := u.RawQuery
	if rest, ok := strings.CutPrefix(query, r.Upstream.RawQuery); ok && r.Upstream.RawQuery != "" && (rest == "" || rest[0] == '&') {
		query = strings.TrimPrefix(rest, "&")
	}
	if query == "" {
		return ""
	}
	return "?" + query
}

// redirect changes the address that a redirection leads to, where the client would miss
// the proxy or its TLS by it.
func (r *Route) redirect(response *http.Response, a *asked) {
	location := response.Header.Get("Location")
	if location == "" || response.StatusCode/100 != 3 || !r.rewrites() && !a.secure {
		return
	}
	if changed, ok := r.facing(location, a); ok {
		response.Header.Set("Location", changed)
	}
}

// outside holds paths of the upstream that are not below the route's, but which it has told
// clients to post to. Each is held as often as there are streams that have told it.
type outside struct {
	mu    sync.RWMutex // covers paths
	paths map[string]int
}

func (o *outside) add(path string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.paths == nil {
		o.paths = map[string]int{}
	}
	o.paths[path]++
}

func (o *outside) remove(path string) {
	if path == "" {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.paths[path]--; o.paths[path] <= 0 {
		delete(o.paths, path)
	}
}

func (o *outside) has(path string) bool {
	o.mu.RLock()
	defer o.mu.RUnlock()
	return o.paths[path] > 0
}

// aim returns the URL at the upstream that a request is for.
func (r *route) aim(in *http.Request) *url.URL {
	path := pathOf(in)
	if r.outside.has(strings.TrimPrefix(path, strings.TrimSuffix(r.Path, "/"))) {
		root := *r.Upstream
		root.Path, root.RawPath = "", ""
		return (&Route{Path: r.Path, Upstream: &root}).forward(path, in.URL)
	}
	return r.forward(path, in.URL)
}
