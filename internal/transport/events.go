package transport

import (
	"bytes"
	"strconv"
)

// maxField bounds an event's name and id. Longer ones are taken for empty; ids in
// use are some forty bytes long.
const maxField = 1 << 10

// Event is one server-sent event, lent until the function it was handed to
// returns. The data of an MCP event is one JSON-RPC message, or empty where a
// server only gives the client an id to resume from (specification 2025-11-25,
// basic/transports).
type Event struct {
	// Message is the data: the values of all data fields, joined with LF.
	Message
	// Name is the event field; empty means "message".
	Name []byte
	// ID is the id that the stream had last, which need not be in this event;
	// HasID says whether it is.
	ID    []byte
	HasID bool
}

// Events cuts a stream into server-sent events (WHATWG HTML, section 9.2,
// "Server-sent events"): lines end with CR, LF or both, a BOM may come first,
// comments carry nothing, an event ends at an empty line and exists only if it has
// data. An event that the end of the stream interrupts is none.
//
// The data of an event beyond the bound is cut in the middle; a name or an id
// beyond 1 KiB is taken for empty. The zero value is not usable: [NewEvents].
type Events struct {
	data    buffer
	hasData bool
	name    []byte
	id      []byte
	hasID   bool
	retry   int64

	line    buffer // a line that has not ended yet
	inData  bool   // the line is a data field whose name is already read
	started bool   // the BOM, if there was one, is behind
	afterCR bool   // a LF now would belong to the CR before it
	bom     int    // bytes of a BOM seen at the beginning
}

// NewEvents returns a splitter that keeps limit bytes of an event's data;
// [DefaultMax] if limit is not positive.
func NewEvents(limit int) *Events {
	e := &Events{data: newBuffer(limit)}
	// A line that is no data field is an id or a name, or nothing.
	e.line = newBuffer(maxField + len("event: "))
	return e
}

// Retry returns the reconnection time that the server asked for last, in
// milliseconds; 0 if it did not.
func (e *Events) Retry() int64 { return e.retry }

// Write takes the next bytes of the stream and hands every event that they
// complete to emit.
func (e *Events) Write(p []byte, emit func(Event)) {
	if !e.started {
		if p = e.skipBOM(p, emit); p == nil {
			return
		}
	}
	for len(p) > 0 {
		if e.afterCR {
			e.afterCR = false
			if p[0] == '\n' {
				p = p[1:]
				continue
			}
		}
		lf := bytes.IndexByte(p, '\n')
		if lf < 0 {
			e.lines(p, false, emit)
			return
		}
		e.lines(p[:lf], true, emit)
		p = p[lf+1:]
	}
}

// lines reads text without LF, which may hold lines that end with CR. Whether a LF
// comes after it is in ended.
func (e *Events) lines(p []byte, ended bool, emit func(Event)) {
	for {
		end := bytes.IndexByte(p, '\r')
		if end < 0 {
			break
		}
		e.endLine(p[:end], emit)
		p = p[end+1:]
		if len(p) == 0 {
			e.afterCR = !ended
			return // the LF, if it has come, belongs to this CR
		}
	}
	if ended {
		e.endLine(p, emit)
	} else if len(p) > 0 {
		e.partOfLine(p)
	}
}

const bom = "\xef\xbb\xbf"

// skipBOM returns what comes after the BOM, or nil if it may not be over. Bytes
// that turn out to be none go the usual way.
func (e *Events) skipBOM(p []byte, emit func(Event)) []byte {
	for len(p) > 0 && e.bom < len(bom) && p[0] == bom[e.bom] {
		e.bom++
		p = p[1:]
	}
	if e.bom < len(bom) && len(p) == 0 {
		return nil
	}
	e.started = true
	if e.bom < len(bom) && e.bom > 0 {
		e.Write([]byte(bom[:e.bom]), emit)
	}
	return p
}

const dataField = "data:"

// partOfLine keeps a piece of a line. Once a line is known for a data field its
// value goes where it belongs, so that nothing is copied twice.
func (e *Events) partOfLine(p []byte) {
	if e.inData {
		e.data.write(p)
		return
	}
	e.line.write(p)
	if e.line.size <= int64(len(dataField)) || !bytes.HasPrefix(e.line.data, []byte(dataField)) {
		return
	}
	// The piece that was kept before p was too short to tell, so it and p hold all
	// of the line.
	before := e.line.size - int64(len(p))
	e.line.reset()
	e.inData = true
	e.beginData()
	e.data.write(valueOf(p[int64(len(dataField))-min(before, int64(len(dataField))):]))
}

// endLine reads a line of which p are the last bytes.
func (e *Events) endLine(p []byte, emit func(Event)) {
	switch {
	case e.inData:
		e.data.write(p)
		e.inData = false
		return
	case e.line.size == 0:
		e.readLine(p, emit)
		return
	}
	e.partOfLine(p)
	if e.inData {
		e.inData = false
		return
	}
	if !e.line.message().Cut() {
		e.readLine(e.line.data, emit)
	} else {
		e.readLongLine()
	}
	e.line.reset()
}

// readLongLine is for a field whose value is beyond the bound.
func (e *Events) readLongLine() {
	switch name, _, _ := bytes.Cut(e.line.data, colon); string(name) {
	case "event":
		e.name = e.name[:0]
	case "id":
		e.id, e.hasID = e.id[:0], true
	}
}

var colon = []byte{':'}

func (e *Events) readLine(line []byte, emit func(Event)) {
	if len(line) == 0 {
		e.dispatch(emit)
		return
	}
	name, value, _ := bytes.Cut(line, colon)
	value = valueOf(value)
	switch string(name) {
	case "data":
		e.beginData()
		e.data.write(value)
	case "event":
		e.name = appendField(e.name[:0], value)
	case "id":
		if bytes.IndexByte(value, 0) < 0 {
			e.id, e.hasID = appendField(e.id[:0], value), true
		}
	case "retry":
		if n, err := strconv.ParseUint(string(value), 10, 63); err == nil {
			e.retry = int64(n)
		}
	}
}

// valueOf drops the one space that may follow the colon.
func valueOf(value []byte) []byte {
	if len(value) > 0 && value[0] == ' ' {
		return value[1:]
	}
	return value
}

func appendField(to, value []byte) []byte {
	if len(value) > maxField {
		return to
	}
	return append(to, value...)
}

// beginData makes the next bytes a further line of data.
func (e *Events) beginData() {
	if e.hasData {
		e.data.write([]byte{'\n'})
	}
	e.hasData = true
}

func (e *Events) dispatch(emit func(Event)) {
	if e.hasData {
		emit(Event{Message: e.data.message(), Name: e.name, ID: e.id, HasID: e.hasID})
	}
	e.data.reset()
	e.hasData, e.hasID = false, false
	e.name = e.name[:0]
}

// Pending reports whether an event has begun and not ended. At the end of a stream
// it is lost.
func (e *Events) Pending() bool { return e.hasData || e.inData }
