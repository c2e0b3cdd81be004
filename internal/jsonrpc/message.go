package jsonrpc

// Kind says what a message is, by the members it has.
type Kind uint8

// Kinds of message.
const (
	// Invalid is an element that is no message; [Message.Fault] says why.
	Invalid Kind = iota
	Request
	// Notification is a method without an id, or with the id null, which nothing
	// can answer.
	Notification
	// Result is an answer that carries a result.
	Result
	// Error is an answer that carries an error.
	Error
)

var kindNames = [...]string{"invalid", "request", "notification", "response", "error"}

// String returns the kind as it appears on metrics.
func (k Kind) String() string { return kindNames[k] }

// Message is one JSON-RPC message. Of members that come twice the last one counts,
// as in the parsers of all SDKs.
type Message struct {
	Kind  Kind
	Fault Fault // why it is Invalid

	Version Raw // the member jsonrpc
	ID      ID
	Method  Raw
	Params  Raw
	Result  Raw
	Error   Raw

	// Ambiguous says that the message is more than one kind. A method outranks an
	// error, and that a result; null is neither.
	Ambiguous bool

	// Partial says that the message was cut. Params, Result or Error may then end
	// anywhere, and End is the end of the one that was open, as far as it was kept.
	Partial bool
	End     Raw

	// Size is the length of the message in bytes.
	Size int64

	inner index // of Params or of Result, whichever was read last
}

// ParamsMembers calls yield for what [Raw.Members] of Params does. Of a message that
// was decoded they are known, and nothing is read again.
func (m *Message) ParamsMembers(yield func(key, value Raw) bool) { m.inner.membersOf(m.Params, yield) }

// ResultMembers does for Result what [Message.ParamsMembers] does for Params.
func (m *Message) ResultMembers(yield func(key, value Raw) bool) { m.inner.membersOf(m.Result, yield) }

// Code returns the code of an error, and its message.
func (m *Message) Code() (code, message Raw) {
	for key, value := range m.Error.Members {
		switch {
		case key.Is("code"):
			code = value
		case key.Is("message"):
			message = value
		}
	}
	return code, message
}

// Decode appends the messages in data to dst: one, or those of a batch. If data is
// no JSON the fault says why and nothing is appended. It takes time in proportion to
// the length, which the transport bounds, and allocates nothing but room in dst.
func Decode(data []byte, dst []Message) ([]Message, Fault) {
	s := scanner{data: data}
	s.space()
	if s.pos == len(data) {
		return dst, Empty
	}
	first := len(dst)
	dst, fault := s.messages(dst)
	if fault == OK || fault == TooMany {
		if s.space(); s.pos < len(data) {
			fault = Trailing
		}
	}
	if fault != OK && fault != TooMany && fault != NotMessage {
		return dst[:first], fault
	}
	return dst, fault
}

func (s *scanner) messages(dst []Message) ([]Message, Fault) {
	switch s.peek() {
	case '{':
		dst = append(dst, Message{})
		if !s.message(&dst[len(dst)-1]) {
			return dst, s.fault
		}
		return dst, OK
	case '[':
		return s.batch(dst)
	default:
		if !s.skip() {
			return dst, s.fault
		}
		if s.space(); s.pos < len(s.data) {
			return dst, Trailing
		}
		return dst, NotMessage
	}
}

func (s *scanner) batch(dst []Message) ([]Message, Fault) {
	fault := OK
	s.pos++
	s.space()
	s.push(false)
	if s.peek() == ']' {
		s.pos++
		if s.space(); s.pos < len(s.data) {
			return dst, Trailing
		}
		return dst, NotMessage
	}
	for n := 0; ; n++ {
		var m Message
		if s.space(); s.peek() == '{' {
			if !s.message(&m) {
				return dst, s.fault
			}
		} else {
			m.Fault = NotMessage
			if !s.skip() {
				return dst, s.fault
			}
		}
		if n < MaxBatch {
			dst = append(dst, m)
		} else {
			fault = TooMany
		}
		switch s.space(); s.peek() {
		case ',':
			s.pos++
		case ']':
			s.pos++
			s.depth--
			return dst, fault
		default:
			return dst, NotJSON
		}
	}
}

// message reads an object. On the way it holds the members that came so far.
func (s *scanner) message(m *Message) bool {
	start := s.pos
	s.pos++
	s.push(true)
	s.space()
	if s.peek() == '}' {
		s.pos++
	} else if !s.members(m) {
		return false
	}
	s.depth--
	m.Size = int64(s.pos - start)
	m.classify()
	return true
}

func (s *scanner) members(m *Message) bool {
	for {
		key, ok := s.key()
		if !ok {
			return false
		}
		s.space()
		start := s.pos
		value, ok := s.memberOf(m, key)
		if !ok {
			m.setPart(key, Raw(s.data[start:]))
			return false
		}
		if s.pos == len(s.data) && value.IsNumber() {
			return s.fail(NotJSON) // perhaps not all of its digits
		}
		m.set(key, value)
		switch s.space(); s.peek() {
		case ',':
			s.pos++
		case '}':
			s.pos++
			return true
		default:
			return s.fail(NotJSON)
		}
	}
}

// memberOf reads the value of a message's member.
func (s *scanner) memberOf(m *Message, key Raw) (Raw, bool) {
	if s.peek() == '{' && (key.Is("params") || key.Is("result")) {
		return s.object(&m.inner)
	}
	return s.value()
}

func (m *Message) set(key, value Raw) {
	switch {
	case key.Is("id"):
		m.ID.Raw = value
	case key.Is("method"):
		m.Method = value
	case key.Is("params"):
		m.Params = value
	case key.Is("result"):
		m.Result = value
	case key.Is("error"):
		m.Error = value
	case key.Is("jsonrpc"):
		m.Version = value
	}
}

// setPart keeps the beginning of a value in which the text ended or went wrong. A
// part of an id or a method would be another one.
func (m *Message) setPart(key, part Raw) {
	if part.IsObject() || part.IsArray() {
		m.set(key, part)
	}
}

// classify goes by presence of members (JSON-RPC 2.0, sections 4 and 5).
func (m *Message) classify() {
	isError := m.Error.Present() && !m.Error.IsNull()
	isResult := m.Result.Present() && (!m.Result.IsNull() || !isError)
	m.Ambiguous = m.Method.Present() && (isResult || isError) || isResult && isError
	switch {
	case m.Method.Present() && m.ID.IsSet():
		m.Kind = Request
	case m.Method.Present():
		m.Kind = Notification
	case isError:
		m.Kind = Error
	case isResult:
		m.Kind = Result
	}
	m.Fault = m.wrong(isError)
	if m.Fault != OK {
		m.Kind = Invalid
	}
}

func (m *Message) wrong(isError bool) Fault {
	switch {
	case m.Kind == Invalid:
		return NotMessage
	case m.ID.Raw.Present() && !m.ID.IsSet() && !m.ID.Raw.IsNull():
		return BadID
	case m.Method.Present() && !m.Method.IsString():
		return BadMethod
	case isError && !m.Error.IsObject():
		return BadError
	}
	return OK
}
