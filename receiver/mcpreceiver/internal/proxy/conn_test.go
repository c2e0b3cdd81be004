package proxy

import (
	"bytes"
	"io"
	"net"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

// TestAConnectionWritesWhatItIsGiven and nothing is kept back until more comes.
func TestAConnectionWritesWhatItIsGiven(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	conn, err := Dialing(&net.Dialer{})(t.Context(), "tcp", listener.Addr().String())
	require.NoError(t, err)
	other, err := listener.Accept()
	require.NoError(t, err)
	defer other.Close()
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	go func() {
		n, err := conn.(io.ReaderFrom).ReadFrom(reader)
		if n != 1+100_000 {
			t.Errorf("%d bytes were written", n)
		}
		done <- err
	}()
	for _, piece := range [][]byte{{'x'}, bytes.Repeat([]byte("y"), 100_000)} {
		_, err := writer.Write(piece)
		require.NoError(t, err)
		got := make([]byte, len(piece))
		_, err = io.ReadFull(other, got)
		require.NoError(t, err)
		require.True(t, bytes.Equal(piece, got))
	}
	require.NoError(t, writer.Close())
	require.NoError(t, <-done)
	_, err = conn.(io.ReaderFrom).ReadFrom(iotest.ErrReader(io.ErrUnexpectedEOF))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	require.NoError(t, conn.Close())
	_, err = Dialing(&net.Dialer{})(t.Context(), "tcp", "127.0.0.1:0")
	require.Error(t, err)
}
