package main

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// An entry is a file in an archive.
type entry struct {
	name       string // in the archive, with slashes
	file       string
	executable bool
}

func (e entry) mode() os.FileMode {
	if e.executable {
		return 0o755
	}
	return 0o644
}

// writeArchive puts the files below one folder. What the file system says of owners, times and order stays
// out, so that equal files make an equal archive.
func writeArchive(file, folder string, files []entry, date time.Time) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	write := writeTar
	if filepath.Ext(file) == ".zip" {
		write = writeZip
	}
	if err := write(f, folder, files, date); err != nil {
		_ = f.Close() // the first error tells
		return fmt.Errorf("writing %s: %w", filepath.Base(file), err)
	}
	return f.Close()
}

func writeTar(w io.Writer, folder string, files []entry, date time.Time) error {
	zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(zipped)
	for _, e := range files {
		content, err := os.ReadFile(e.file)
		if err != nil {
			return err
		}
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: path.Join(folder, e.name), Mode: int64(e.mode()), Size: int64(len(content)),
			ModTime: date, Format: tar.FormatPAX,
		}
		if err := archive.WriteHeader(header); err != nil {
			return err
		}
		if _, err := archive.Write(content); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return zipped.Close()
}

func writeZip(w io.Writer, folder string, files []entry, date time.Time) error {
	archive := zip.NewWriter(w)
	for _, e := range files {
		content, err := os.ReadFile(e.file)
		if err != nil {
			return err
		}
		header := &zip.FileHeader{Name: path.Join(folder, e.name), Method: zip.Deflate, Modified: date}
		header.SetMode(e.mode())
		to, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := to.Write(content); err != nil {
			return err
		}
	}
	return archive.Close()
}

// checksums is the file that `sha256sum --check` reads.
const checksums = "SHA256SUMS"

// writeChecksums lists every file of the folder.
func writeChecksums(dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var sums strings.Builder
	for _, f := range files {
		if f.Name() == checksums || f.IsDir() {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(content), f.Name())
	}
	return os.WriteFile(filepath.Join(dir, checksums), []byte(sums.String()), 0o644)
}
