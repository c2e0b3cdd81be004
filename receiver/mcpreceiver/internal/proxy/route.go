package proxy

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Route is a path of the proxy and the server behind it.
type Route struct {
	// Name stands for the server in telemetry.
	Name string
	// Path begins with "/" and does not end with one, except the root. A request belongs to the route
	// if its path is this one or below it; of several the longest has it.
	Path string
	// Upstream is the URL that Path stands for. What a request has after Path is
	// added to it.
	Upstream *url.URL
	// Transport reaches the upstream.
	Transport http.RoundTripper
}

// sortRoutes puts the longest paths first.
func sortRoutes(routes []*route) {
	slices.SortStableFunc(routes, func(a, b *route) int { return cmp.Compare(len(b.Path), len(a.Path)) })
}

// has reports whether a path is the route's or below it, as it is written: escapes and
// what they stand for differ.
func (r *Route) has(path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(r.Path, "/"))
	return ok && (rest == "" || rest[0] == '/')
}

// pathOf returns the path as the client wrote it.
func pathOf(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		path, _, _ := strings.Cut(r.RequestURI, "?")
		return path
	}
	return r.URL.EscapedPath() // of a target with scheme and host
}

// forward returns the URL at the upstream for the path that a client wrote. Path and
// query stay as they are, escapes and what a parser would refuse included.
func (r *Route) forward(path string, in *url.URL) *url.URL {
	out := *r.Upstream
	rest := strings.TrimPrefix(path, strings.TrimSuffix(r.Path, "/"))
	path = strings.TrimSuffix(r.Upstream.EscapedPath(), "/") + rest
	if path == "" {
		path = "/"
	}
	out.RawPath = path
	out.Path = unescape(path)
	if out.EscapedPath() != path && !strings.HasPrefix(path, "//") { // that would be read as a host
		out.Opaque = path
	}
	out.RawQuery = in.RawQuery
	if q := r.Upstream.RawQuery; q != "" {
		out.RawQuery = strings.TrimSuffix(q+"&"+in.RawQuery, "&")
	}
	out.ForceQuery = in.ForceQuery
	return &out
}

func unescape(path string) string {
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}

// backward returns the path of the proxy that stands for one of the upstream's; ok is
// false if there is none.
func (r *Route) backward(path string) (string, bool) {
	base := strings.TrimSuffix(r.Upstream.EscapedPath(), "/")
	rest, ok := strings.CutPrefix(path, base)
	if !ok || rest != "" && rest[0] != '/' {
		return "", false
	}
	return r.below(rest), true
}

// below returns a path of the proxy that is below the route's.
func (r *Route) below(rest string) string { return strings.TrimSuffix(r.Path, "/") + rest }

// moves reports whether an address that the upstream tells may lead a client past the route.
func (r *Route) moves() bool { return r.Path != "/" || r.rewrites() }

// rewrites reports whether paths differ before and behind the proxy.
func (r *Route) rewrites() bool {
	return strings.TrimSuffix(r.Path, "/") != strings.TrimSuffix(r.Upstream.EscapedPath(), "/")
}
