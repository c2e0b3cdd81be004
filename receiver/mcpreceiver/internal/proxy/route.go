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

// has reports whether a path is the route's or below it.
func (r *Route) has(path string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimSuffix(r.Path, "/"))
	return ok && (rest == "" || rest[0] == '/')
}

// forward returns the URL at the upstream. Path and query stay as the client wrote
// them, escapes and what a parser would refuse included.
func (r *Route) forward(in *url.URL) *url.URL {
	out := *r.Upstream
	head := strings.TrimSuffix(r.Path, "/")
	rest := strings.TrimPrefix(in.EscapedPath(), head)
	path := strings.TrimSuffix(r.Upstream.EscapedPath(), "/") + rest
	if path == "" {
		path = "/"
	}
	out.RawPath = path
	out.Path = unescape(path)
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
	return strings.TrimSuffix(r.Path, "/") + rest, true
}

// rewrites reports whether paths differ before and behind the proxy.
func (r *Route) rewrites() bool {
	return strings.TrimSuffix(r.Path, "/") != strings.TrimSuffix(r.Upstream.EscapedPath(), "/")
}
