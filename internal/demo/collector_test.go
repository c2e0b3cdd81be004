package main

import (
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCollectorThatExitsAtOnceIsReportedWithItsOutput(t *testing.T) {
	c, err := startCollector(t.Context(), options{collector: "ls", config: "/"})
	require.NoError(t, err)

	err = c.waitHealthy(t.Context(), "http://127.0.0.1:1/")

	require.ErrorIs(t, err, errExited)
	require.ErrorContains(t, err, "--config")
	require.NoError(t, c.stop(), "an exit is reported once")
}

func TestAddressInUseIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	url := "http://" + l.Addr().String() + "/"

	for _, taken := range []endpoints{{traces: url}, {others: []string{l.Addr().String()}}} {
		require.ErrorContains(t, taken.free(t.Context()), "the collector needs "+l.Addr().String())
	}
}

func TestTailKeepsWholeLinesFromTheEnd(t *testing.T) {
	tl := &tail{limit: 12}
	for _, line := range []string{"first\n", "second\n", "third\n"} {
		_, err := tl.Write([]byte(line))
		require.NoError(t, err)
	}
	assert.Equal(t, "third\n", tl.String())
}
