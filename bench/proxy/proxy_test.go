package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryScenarioIsAnsweredByBothServers loads the servers for a moment; a call that is not answered as asked is an error.
func TestEveryScenarioIsAnsweredByBothServers(t *testing.T) {
	for name, handler := range map[string]http.Handler{"plain": http.HandlerFunc(plainServer), "sdk": sdkServer()} {
		for i := range scenarios {
			s := scenarios[i]
			s.sessions = 2
			server := httptest.NewServer(handler)
			way := &side{name: "direct", address: strings.TrimPrefix(server.URL, "http://")}
			r, err := way.turn(t.Context(), &s, 50*time.Millisecond)
			require.NoError(t, err, "%s: %s", name, s.name)
			assert.Positive(t, r.calls, "%s: %s", name, s.name)
			assert.Zero(t, r.errors, "%s: %s", name, s.name)
			server.Close()
		}
	}
}

func TestWrongAnswersAreErrors(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, `{}`) }))
	defer server.Close()
	_, err := (&side{address: strings.TrimPrefix(server.URL, "http://")}).turn(t.Context(), &scenarios[0], 10*time.Millisecond)
	require.ErrorContains(t, err, "is not the one asked for")
}

func TestBrokenConnectionsAreCounted(t *testing.T) {
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 5 { // after two to begin with and two calls
			panic(http.ErrAbortHandler)
		}
		plainServer(w, r)
	}))
	defer server.Close()
	c, err := dial(t.Context(), strings.TrimPrefix(server.URL, "http://"), &scenarios[0])
	require.NoError(t, err)
	defer func() { c.close() }()
	require.NoError(t, c.callUntil(t.Context(), time.Now().Add(50*time.Millisecond)))
	assert.Equal(t, 1, c.errors)
	assert.Greater(t, len(c.latency), 2, "it goes on")
}

func TestTheReportComparesWithThePlainProxy(t *testing.T) {
	turn := func(calls int, cpu time.Duration) []result {
		return []result{{calls: calls, took: time.Second, cpu: cpu, latency: []time.Duration{1e6, 2e6}}}
	}
	var out bytes.Buffer
	sides := []*side{{name: "direct"}, {name: "httputil.ReverseProxy", process: &os.Process{}}, {name: "ours", process: &os.Process{}}}
	require.NoError(t, report(&out, &scenarios[0], sides, [][]result{turn(400, 0), turn(100, 10*time.Millisecond), turn(200, 10*time.Millisecond)}))
	assert.Contains(t, out.String(), "2.00")
	assert.Contains(t, out.String(), "0.50")
}
