package jsonrpc

import "bytes"

// DecodeCut appends the message of which only the beginning and the end were kept.
// Members of the beginning are read as usual. From the end, members with simple
// values are read backwards, which finds an id that comes last; the end of the
// member that was open where the message was cut is in [Message.End].
//
// A cut batch is [Incomplete], and so is a message without a trace of what it is.
// Whether the middle was valid JSON is not known.
func DecodeCut(head, tail []byte, size int64, dst []Message) ([]Message, Fault) {
	s := scanner{data: head}
	s.space()
	if s.peek() != '{' {
		if s.peek() == '[' {
			return dst, Incomplete
		}
		return dst, NotJSON
	}
	var m Message
	if s.message(&m) {
		return dst, Trailing
	}
	if s.pos < len(head) {
		return dst, s.fault
	}
	m.Partial, m.Size = true, size
	tail = bytes.TrimRight(tail, jsonSpace)
	m.End = readEnd(tail, func(key, value Raw) { m.set(key, value) })
	if m.classify(); m.Kind == Invalid {
		return dst, Incomplete
	}
	return append(dst, m), OK
}

// jsonSpace is the white space of RFC 8259, section 2.
const jsonSpace = " \t\r\n"

// EndMembers calls yield for the members with simple values that an object ends
// with, last one first. The text may begin anywhere in the object.
func EndMembers(end Raw, yield func(key, value Raw)) { readEnd(end, yield) }

// readEnd reads members backwards from the brace that ends text, and returns what
// is before them if it is the end of another value. A name or value with escapes in
// it, and any other thing that is not simple, ends the reading.
//
// The text ends where the object ends, so going back from there every quote that is
// found as a value's or a name's end is one, and not part of a string.
func readEnd(text []byte, yield func(key, value Raw)) Raw {
	if len(text) == 0 || text[len(text)-1] != '}' {
		return nil
	}
	text = bytes.TrimRight(text[:len(text)-1], jsonSpace)
	for {
		rest, key, value := lastMember(text)
		if key == nil {
			break
		}
		yield(key, value)
		if rest[len(rest)-1] == '{' {
			return nil
		}
		text = bytes.TrimRight(rest[:len(rest)-1], jsonSpace)
	}
	if len(text) == 0 || text[len(text)-1] != '}' && text[len(text)-1] != ']' {
		return nil
	}
	return Raw(text)
}

// lastMember returns the member that text ends with and what comes before it,
// which ends with a comma or a brace. Without such a member key is nil.
func lastMember(text []byte) (rest []byte, key, value Raw) {
	rest, value = lastScalar(text)
	if value == nil {
		return nil, nil, nil
	}
	rest = bytes.TrimRight(rest, jsonSpace)
	if len(rest) == 0 || rest[len(rest)-1] != ':' {
		return nil, nil, nil
	}
	rest, key = lastScalar(bytes.TrimRight(rest[:len(rest)-1], jsonSpace))
	rest = bytes.TrimRight(rest, jsonSpace)
	if !key.IsString() || len(rest) == 0 || rest[len(rest)-1] != ',' && rest[len(rest)-1] != '{' {
		return nil, nil, nil
	}
	return rest, key, value
}

// lastScalar returns the simple value that text ends with.
func lastScalar(text []byte) (rest []byte, value Raw) {
	start := len(text)
	if start > 1 && text[start-1] == '"' {
		start = bytes.LastIndexByte(text[:start-1], '"')
		if start < 1 || text[start-1] == '\\' || bytes.IndexByte(text[start:], '\\') >= 0 {
			return nil, nil
		}
		return text[:start], Raw(text[start:])
	}
	for start > 0 && isScalarByte(text[start-1]) {
		start--
	}
	s := scanner{data: text[start:]}
	if opened, ok := s.begin(); start == 0 || opened || !ok || s.pos != len(s.data) {
		return nil, nil
	}
	return text[:start], Raw(text[start:])
}

// isScalarByte holds for what numbers, true, false and null are made of.
func isScalarByte(c byte) bool {
	return c-'0' <= 9 || c == '-' || c == '+' || c == '.' || c|0x20-'a' < 26
}
