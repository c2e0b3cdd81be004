// Package capture replays recorded MCP traffic: through the packages that cut it
// into messages and pair them, as a proxy or a wrapper would use them. It is for
// tests only. The form of recordings is described in testdata/captures/wire.
package capture

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A Record is one step of a recording.
type Record struct {
	At        int64  `json:"t_ns"` // since the recording began
	Dir       string `json:"dir"`
	Transport string `json:"transport"`
	HTTP      *HTTP  `json:"http"`
	Frame     string `json:"frame"`
	Base64    bool   `json:"b64"`
}

// HTTP is what a record says of its HTTP exchange.
type HTTP struct {
	X       int         `json:"x"`
	Kind    string      `json:"kind"`
	Method  string      `json:"method"`
	Path    string      `json:"path"`
	Status  int         `json:"status"`
	Headers http.Header `json:"headers"`
	Err     string      `json:"err"`
}

// Files returns the recordings in a folder.
func Files(t testing.TB, dir string) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"*.jsonl", "*.jsonl.gz"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		require.NoError(t, err)
		files = append(files, found...)
	}
	require.NotEmpty(t, files)
	return files
}

// Name returns the name of a recording without its endings.
func Name(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	return name
}

// Read reads a recording.
func Read(t testing.TB, file string) []Record {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	var r io.Reader = bytes.NewReader(data)
	if strings.HasSuffix(file, ".gz") {
		r, err = gzip.NewReader(r)
		require.NoError(t, err)
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 32<<20)
	var records []Record
	for lines.Scan() {
		var record Record
		require.NoError(t, json.Unmarshal(lines.Bytes(), &record))
		if record.Base64 {
			frame, err := base64.StdEncoding.DecodeString(record.Frame)
			require.NoError(t, err)
			record.Frame = string(frame)
		}
		records = append(records, record)
	}
	require.NoError(t, lines.Err())
	return records
}
