package proxy

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func routeTo(t *testing.T, path, upstream string) *Route {
	t.Helper()
	u, err := url.Parse(upstream)
	require.NoError(t, err)
	return &Route{Path: path, Upstream: u}
}

func TestForward(t *testing.T) {
	for _, test := range []struct{ path, upstream, in, want string }{
		{"/", "http://a", "/mcp", "http://a/mcp"},
		{"/", "http://a/", "/mcp/", "http://a/mcp/"},
		{"/mcp", "http://a/mcp", "/mcp", "http://a/mcp"},
		{"/mcp", "http://a/mcp", "/mcp/x?y=1", "http://a/mcp/x?y=1"},
		{"/weather", "http://a:1/mcp", "/weather?x=%zz;", "http://a:1/mcp?x=%zz;"},
		{"/weather", "http://a", "/weather", "http://a/"},
		{"/weather", "http://a", "/weather/a%2Fb//c", "http://a/a%2Fb//c"},
		{"/weather", "http://a/mcp?key=1", "/weather?b=2", "http://a/mcp?key=1&b=2"},
		{"/weather", "http://a/mcp?key=1", "/weather", "http://a/mcp?key=1"},
	} {
		in, err := url.ParseRequestURI(test.in)
		require.NoError(t, err)
		require.Equal(t, test.want, routeTo(t, test.path, test.upstream).forward(in.EscapedPath(), in).String(), "%s to %s: %s", test.path, test.upstream, test.in)
	}
}

func TestRoutesHaveWhatIsBelowThem(t *testing.T) {
	for _, test := range []struct {
		path, request string
		want          bool
	}{
		{"/", "/", true},
		{"/", "/x", true},
		{"/a", "/a", true},
		{"/a", "/a/b", true},
		{"/a", "/ab", false},
		{"/a", "/", false},
	} {
		require.Equal(t, test.want, routeTo(t, test.path, "http://a").has(test.request), "%s %s", test.path, test.request)
	}
}

func askedFor(t *testing.T, target, path string) *asked {
	t.Helper()
	u, err := url.Parse(target)
	require.NoError(t, err)
	return &asked{target: u, path: path, host: "front:8931"}
}

func TestAddressesAreThoseOfTheProxy(t *testing.T) {
	for _, test := range []struct{ path, upstream, asked, address, want string }{
		{"/weather", "http://a:1", "/sse", "/messages?sessionId=1", "/weather/messages?sessionId=1"},
		{"/weather", "http://a:1", "/sse", "http://a:1/messages?sessionId=1", "/weather/messages?sessionId=1"},
		{"/weather", "http://a:1", "/sse", "http://front:8931/messages?sessionId=1", "/weather/messages?sessionId=1"},
		{"/weather", "http://a:1/v1", "/sse", "/v1/messages", "/weather/messages"},
		{"/weather", "http://a:1/v1", "/sse", "/messages", ""},
		{"/weather", "http://a:1", "/sse", "http://b/messages", ""},
		{"/weather", "http://a:1", "/sse", "messages?x=1", ""},
		{"/weather", "http://a:1/mcp", "", "mcp/", "/weather/"},
		{"/weather", "http://a:1/mcp", "", "/mcp/?x=%2F1", "/weather/?x=%2F1"},
		{"/weather", "http://a:1/mcp", "", "mailto:x@example.com", ""},
		{"/weather", "http://a:1/mcp?key=1", "", "/mcp/?key=1", "/weather/"},
		{"/weather", "http://a:1/mcp?key=1", "", "/mcp/?key=1&x=2", "/weather/?x=2"},
		{"/weather", "http://a:1/mcp?key=1", "", "/mcp/?key=12", "/weather/?key=12"},
		{"/mcp", "http://a:1/mcp", "", "/mcp/", ""},
		{"/mcp", "http://a:1/mcp", "", "https://front:8931/mcp/", "/mcp/"},
		{"/", "http://a:1/v1", "/sse", "/v1/messages", "/messages"},
	} {
		r := routeTo(t, test.path, test.upstream)
		got, _ := r.facing(test.address, askedFor(t, test.upstream+test.asked, test.path+test.asked))
		require.Equal(t, test.want, got, "%s to %s: %s", test.path, test.upstream, test.address)
	}
}
