package proxy

import (
	"io"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// raw writes bytes to an address and returns all that comes until the connection is
// closed or, once something has come, silent.
func raw(t testing.TB, address, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, request)
	require.NoError(t, err)
	var answer []byte
	b := make([]byte, 4<<10)
	for wait := 2 * time.Second; err == nil; wait = 100 * time.Millisecond {
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(wait)))
		var n int
		n, err = conn.Read(b)
		answer = append(answer, b[:n]...)
	}
	return string(answer)
}
