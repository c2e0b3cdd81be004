package transport_test

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/transport"
)

// event is an Event that may be kept.
type event struct {
	data, tail, name, id string
	hasID                bool
	size                 int64
}

// message is a Message that may be kept.
type message struct {
	data, tail string
	size       int64
}

// eventsOf reads a stream that comes in chunks.
func eventsOf(limit int, chunks ...string) (events []event, retry int64) {
	s := transport.NewEvents(limit)
	for _, chunk := range chunks {
		s.Write([]byte(chunk), func(e transport.Event) {
			events = append(events, event{
				data: string(e.Data), tail: string(e.Tail), name: string(e.Name), id: string(e.ID),
				hasID: e.HasID, size: e.Size,
			})
		})
	}
	return events, s.Retry()
}

func linesOf(limit int, chunks ...string) (lines []message) {
	keep := func(m transport.Message) {
		lines = append(lines, message{string(m.Data), string(m.Tail), m.Size})
	}
	s := transport.NewLines(limit)
	for _, chunk := range chunks {
		s.Write([]byte(chunk), keep)
	}
	s.Close(keep)
	return lines
}

// referenceEvents is the algorithm of WHATWG HTML, section 9.2.6, word for word,
// on a whole stream.
func referenceEvents(stream string) (events []event, retry int64) {
	stream = strings.TrimPrefix(stream, "\xef\xbb\xbf")
	stream = strings.ReplaceAll(stream, "\r\n", "\n")
	stream = strings.ReplaceAll(stream, "\r", "\n")
	lines := strings.Split(stream, "\n")
	var data, name, id string
	hasID := false
	for _, line := range lines[:len(lines)-1] { // the last one has no end
		if line == "" {
			if data != "" {
				data = strings.TrimSuffix(data, "\n")
				events = append(events, event{data: data, name: name, id: id, hasID: hasID, size: int64(len(data))})
			}
			data, name, hasID = "", "", false
			continue
		}
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "event":
			name = value
		case "data":
			data += value + "\n"
		case "id":
			if !strings.Contains(value, "\x00") {
				id, hasID = value, true
			}
		case "retry":
			if n, ok := digits(value); ok {
				retry = n
			}
		}
	}
	return events, retry
}

func digits(s string) (n int64, ok bool) {
	if strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// cuts returns s in pieces of random lengths, some of them empty.
func cuts(random *rand.Rand, s string) []string {
	var pieces []string
	for s != "" {
		n := random.IntN(min(len(s), 1+random.IntN(12)) + 1)
		pieces = append(pieces, s[:n])
		s = s[n:]
	}
	return pieces
}
