package transport_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

func compressed(t *testing.T, text string, to func(io.Writer) io.WriteCloser) string {
	t.Helper()
	var b bytes.Buffer
	w := to(&b)
	_, err := io.WriteString(w, text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.String()
}

func asGzip(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func asZlib(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
func asFlate(w io.Writer) io.WriteCloser {
	f, _ := flate.NewWriter(w, flate.BestSpeed)
	return f
}

func TestDecoded(t *testing.T) {
	const text = `{"jsonrpc":"2.0","id":1,"result":{}}`
	gz := compressed(t, text, asGzip)
	tests := map[string]struct {
		encoding, body string
	}{
		"nothing":                  {"", text},
		"identity":                 {"identity", text},
		"gzip":                     {"gzip", gz},
		"gzip by its other names":  {" X-GZIP ", gz},
		"gzip and identity":        {"gzip, identity", gz},
		"deflate":                  {"deflate", compressed(t, text, asZlib)},
		"deflate without a header": {"deflate", compressed(t, text, asFlate)},
		"the last one first":       {"deflate, gzip", compressed(t, compressed(t, text, asZlib), asGzip)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := transport.Decoded(strings.NewReader(tt.body), tt.encoding, 1000)
			require.NoError(t, err)
			got, err := io.ReadAll(r)
			require.NoError(t, err)
			require.Equal(t, text, string(got))
		})
	}
}

func TestWhatCannotBeDecoded(t *testing.T) {
	for _, encoding := range []string{"br", "zstd", "gzip, br", "gzip, gzip, gzip"} {
		_, err := transport.Decoded(strings.NewReader(""), encoding, 1000)
		require.ErrorIs(t, err, transport.ErrEncoding, encoding)
	}
	for _, encoding := range []string{"gzip", "deflate"} {
		r, err := transport.Decoded(strings.NewReader("no such thing"), encoding, 1000)
		require.NoError(t, err)
		_, err = io.ReadAll(r)
		require.Error(t, err, encoding)
	}
}

func TestExpansionIsBounded(t *testing.T) {
	for _, size := range []int{999, 1000, 1001, 1 << 20} {
		r, err := transport.Decoded(strings.NewReader(compressed(t, strings.Repeat("a", size), asGzip)), "gzip", 1000)
		require.NoError(t, err)
		got, err := io.ReadAll(r)
		require.Len(t, got, min(size, 1000))
		if size > 1000 {
			require.ErrorIs(t, err, transport.ErrExpanded)
			_, err = r.Read(make([]byte, 10))
			require.ErrorIs(t, err, transport.ErrExpanded, "and stays so")
		} else {
			require.NoError(t, err)
		}
	}
}

// TestAFlushedStreamIsReadAsItComes reads an event before the next one was sent.
func TestAFlushedStreamIsReadAsItComes(t *testing.T) {
	var sent bytes.Buffer
	w := gzip.NewWriter(&sent)
	r, err := transport.Decoded(&sent, "gzip", 1000)
	require.NoError(t, err)
	for _, text := range []string{"data: a\n\n", "data: b\n\n"} {
		_, err := io.WriteString(w, text)
		require.NoError(t, err)
		require.NoError(t, w.Flush())
		got := make([]byte, len(text))
		_, err = io.ReadFull(r, got)
		require.NoError(t, err)
		require.Equal(t, text, string(got))
	}
}
