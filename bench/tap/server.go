package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
)

// serveCommand makes this program the server that is wrapped.
const serveCommand = "serve"

// serve answers every line that has an id, as soon as no more lines are waiting. It is
// made to cost little, so that what stands before it shows.
func serve(in io.Reader, out io.Writer) {
	r := bufio.NewReaderSize(in, 64<<10)
	w := bufio.NewWriterSize(out, 64<<10)
	var text []byte
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return
		}
		id, size := number(line, `"id":`), number(line, `"size":`)
		if len(text) < size {
			text = bytes.Repeat([]byte("weather "), size/8+1)
		}
		fmt.Fprintf(w, `{"jsonrpc":"2.0","id":%d,"result":{"content":[{"type":"text","text":"%s"}]}}`+"\n", id, text[:size])
		if r.Buffered() == 0 && w.Flush() != nil {
			return
		}
	}
}

// number returns the digits after a key, or 0.
func number(line []byte, key string) int {
	_, rest, _ := bytes.Cut(line, []byte(key))
	end := 0
	for end < len(rest) && rest[end] >= '0' && rest[end] <= '9' {
		end++
	}
	n, _ := strconv.Atoi(string(rest[:end]))
	return n
}
