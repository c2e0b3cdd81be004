package transport

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"slices"
	"strings"
)

// Errors of [Decoded].
var (
	// ErrEncoding is for a content coding other than gzip and deflate, or more of
	// them than are undone.
	ErrEncoding = errors.New("transport: unsupported content encoding")
	// ErrExpanded is for content that grows beyond the bound.
	ErrExpanded = errors.New("transport: decoded content is longer than the bound")
)

// maxCodings is how many codings of one body are undone. One is what is in use.
const maxCodings = 2

// Decoded undoes the codings of a Content-Encoding header (RFC 9110, section 8.4):
// gzip and deflate, and identity, which is none. It reads from r what it needs, so
// a stream that is flushed can be read as it comes. After limit decoded bytes the
// reader returns [ErrExpanded]; an expansion cannot cost more than that.
//
// Nothing is read until the first Read.
func Decoded(r io.Reader, contentEncoding string, limit int64) (io.Reader, error) {
	codings := strings.Split(contentEncoding, ",")
	undone := 0
	for _, coding := range slices.Backward(codings) { // the last one was applied last
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding == "" || coding == "identity" {
			continue
		}
		open := openers[coding]
		if undone++; open == nil || undone > maxCodings {
			return nil, ErrEncoding
		}
		r = &lazyReader{source: r, open: open}
	}
	if undone == 0 {
		return r, nil
	}
	return &boundedReader{r: r, left: limit}, nil
}

var openers = map[string]func(io.Reader) (io.Reader, error){
	"gzip": openGzip, "x-gzip": openGzip, "deflate": openDeflate,
}

func openGzip(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }

// openDeflate takes both what the standard means by deflate, which has a zlib
// header, and what some senders take it for, which has none.
func openDeflate(r io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(r)
	head, err := buffered.Peek(2)
	if err != nil {
		return nil, err
	}
	if head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 { // RFC 1950, section 2.2
		return zlib.NewReader(buffered)
	}
	return flate.NewReader(buffered), nil
}

// lazyReader puts off reading a header until somebody reads.
type lazyReader struct {
	source io.Reader
	open   func(io.Reader) (io.Reader, error)
	opened io.Reader
}

func (l *lazyReader) Read(p []byte) (int, error) {
	if l.opened == nil {
		r, err := l.open(l.source)
		if err != nil {
			return 0, err
		}
		l.opened = r
	}
	return l.opened.Read(p)
}

type boundedReader struct {
	r    io.Reader
	left int64 // negative once there was more
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, ErrExpanded
	}
	// One byte more than may come tells the end from too much.
	n, err := b.r.Read(p[:min(int64(len(p)), max(b.left, b.left+1))])
	if b.left -= int64(n); b.left < 0 {
		return n - 1, ErrExpanded
	}
	return n, err
}
