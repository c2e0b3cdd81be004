package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestServe holds the server to what is asked: an answer to each request, of its size.
func TestServe(t *testing.T) {
	var in, out bytes.Buffer
	for n, size := range []int{1, 1 << 10, 1 << 20, 0} {
		fmt.Fprintf(&in, request, n, size)
	}
	serve(&in, &out)
	answers := strings.SplitAfter(strings.TrimSuffix(out.String(), "\n"), "\n")
	require.Len(t, answers, 4)
	for n, size := range []int{1, 1 << 10, 1 << 20, 0} {
		var a struct {
			ID     int
			Result struct{ Content []struct{ Text string } }
		}
		require.NoError(t, json.Unmarshal([]byte(answers[n]), &a))
		require.Equal(t, n, a.ID)
		require.Len(t, a.Result.Content[0].Text, size)
	}
}
