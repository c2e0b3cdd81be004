package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// root is the root of the module, seen from this package.
const root = "../.."

func TestEqualFilesMakeEqualArchives(t *testing.T) {
	for _, extension := range []string{".tar.gz", ".zip"} {
		t.Run(extension, func(t *testing.T) {
			date := time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC)
			first := archive(t, extension, date, "a", "b")
			assert.Equal(t, first, archive(t, extension, date, "b", "a"), "whatever their order, owner and time")
			assert.NotEqual(t, first, archive(t, extension, date.Add(time.Hour), "a", "b"))
		})
	}
}

// archive makes one of files whose content is their name, and returns its bytes.
func archive(t *testing.T, extension string, date time.Time, names ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	var files []entry
	for _, name := range names {
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, []byte(name), 0o600))
		files = append(files, entry{name: name, file: file, executable: name == "a"})
	}
	to := filepath.Join(dir, "x"+extension)
	require.NoError(t, writeArchive(to, "folder", files, date))
	content, err := os.ReadFile(to)
	require.NoError(t, err)
	return content
}

func TestArchivesKeepWhatIsExecutable(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600))
	}
	files := []entry{{name: "a", file: filepath.Join(dir, "a"), executable: true}, {name: "b/b", file: filepath.Join(dir, "b")}}
	want := map[string]os.FileMode{"f/a": 0o755, "f/b/b": 0o644}

	tgz := filepath.Join(dir, "x.tar.gz")
	require.NoError(t, writeArchive(tgz, "f", files, time.Now()))
	assert.Equal(t, want, modesInTar(t, tgz))

	zipped := filepath.Join(dir, "x.zip")
	require.NoError(t, writeArchive(zipped, "f", files, time.Now()))
	r, err := zip.OpenReader(zipped)
	require.NoError(t, err)
	defer r.Close()
	got := map[string]os.FileMode{}
	for _, f := range r.File {
		got[f.Name] = f.Mode()
	}
	assert.Equal(t, want, got)
}

func modesInTar(t *testing.T, file string) map[string]os.FileMode {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	require.NoError(t, err)
	modes := map[string]os.FileMode{}
	for r := tar.NewReader(unzipped); ; {
		h, err := r.Next()
		if err == io.EOF {
			return modes
		}
		require.NoError(t, err)
		modes[h.Name] = h.FileInfo().Mode()
	}
}

func TestChecksums(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a"), []byte("a"), 0o600))
	for range 2 { // the file itself is not in the list
		require.NoError(t, writeChecksums(dir))
		sums, err := os.ReadFile(filepath.Join(dir, checksums))
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%x  a\n", sha256.Sum256([]byte("a"))), string(sums))
	}
}

func TestTheOverlayReplacesEveryVersion(t *testing.T) {
	from, err := manifestVersion(root)
	require.NoError(t, err)
	file, err := overlay(root, t.TempDir(), from, "9.8.7-test")
	require.NoError(t, err)
	var o struct{ Replace map[string]string }
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &o))
	require.Len(t, o.Replace, 2)
	for original, copied := range o.Replace {
		was, err := os.ReadFile(original)
		require.NoError(t, err)
		is, err := os.ReadFile(copied)
		require.NoError(t, err)
		assert.Contains(t, string(is), "9.8.7-test")
		assert.Equal(t, string(was), strings.ReplaceAll(string(is), "9.8.7-test", from), "and nothing else")
	}
	_, err = overlay(root, t.TempDir(), "0.0.0-none", "1.0.0")
	assert.ErrorContains(t, err, "run make generate")
}

func TestVersionsThatAreNone(t *testing.T) {
	for _, version := range []string{"latest", "1.2", "1.2.3+x", "../1.2.3", "1.2.3 "} {
		_, err := newRelease(root, t.TempDir(), version)
		assert.ErrorContains(t, err, "is not of the form", version)
	}
	_, err := parseTargets("linux")
	assert.ErrorContains(t, err, "GOOS/GOARCH")
}

// TestBuild builds the smaller program for this system and for another one: the version is in
// it, the bill names what it is made of, and a second build is equal.
func TestBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	defer func(all []struct{ name, pkg string }) { programs = all }(programs)
	programs = programs[1:]
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	for _, system := range []target{{runtime.GOOS, runtime.GOARCH}, {"windows", "arm64"}} {
		t.Run(system.String(), func(t *testing.T) {
			first, second := t.TempDir(), t.TempDir()
			for _, dir := range []string{first, second} {
				r, err := newRelease(root, dir, "v9.8.7-test")
				require.NoError(t, err)
				defer r.close()
				require.NoError(t, r.build(system, dir))
			}
			file := filepath.Join(first, system.program("mcptap"))
			one, err := os.ReadFile(file)
			require.NoError(t, err)
			two, err := os.ReadFile(filepath.Join(second, system.program("mcptap")))
			require.NoError(t, err)
			assert.Equal(t, sha256.Sum256(one), sha256.Sum256(two))
			if system.os == runtime.GOOS {
				out, err := exec.CommandContext(t.Context(), file, "-version").Output()
				require.NoError(t, err)
				assert.Equal(t, "mcptap 9.8.7-test\n", string(out))
			}
			billIsRight(t, file, sha256.Sum256(one))
		})
	}
}

func billIsRight(t *testing.T, file string, sum [sha256.Size]byte) {
	t.Helper()
	text, err := billOf(file, "mcptap", "9.8.7-test", time.Unix(0, 0).UTC())
	require.NoError(t, err)
	var b bill
	require.NoError(t, json.Unmarshal(text, &b))
	assert.Equal(t, hex.EncodeToString(sum[:]), b.Metadata.Component.Hashes[0].Content)
	assert.Equal(t, "pkg:golang/github.com/otelcol-mcp/otelcol-mcp@v9.8.7-test#cmd/mcptap", b.Metadata.Component.PURL)
	found := map[string]string{}
	for _, c := range b.Components {
		found[c.Name] = c.Version
	}
	assert.Equal(t, runtime.Version(), found["std"])
	assert.NotEmpty(t, found["go.opentelemetry.io/otel/sdk"])
	assert.NotContains(t, found, "github.com/stretchr/testify", "what is only needed to test is not in it")
	assert.Len(t, b.Dependencies[0].DependsOn, len(b.Components))
}

func TestEverythingHasALicence(t *testing.T) {
	_, err := licencesIn(t.TempDir())
	require.ErrorIs(t, err, errNoLicence)
	terms, err := licencesIn(root)
	require.NoError(t, err)
	assert.Contains(t, terms, "Apache License")
}
